//! Any bytes as an answer: what is decoded is encoded again, and decodes to the same; and what the client takes for JSON is
//! what serde_json takes for it.
#![no_main]

use graph_runtime::model::ValueOf;
use graph_runtime::path::Reference;
use graph_runtime::request::{Decode, RawResponse};
use graph_runtime::{Page, StatusCode, graph_resource};
use libfuzzer_sys::fuzz_target;

graph_resource! {
    abstract entity thing {
        text: String,
        flag: Boolean,
        tiny: SByte,
        octet: Byte,
        short: Int16,
        count: Int32,
        long: Int64,
        single: Single,
        double: Double,
        decimal: Decimal,
        guid: Guid,
        day: Date,
        moment: DateTimeOffset,
        time: TimeOfDay,
        span: Duration,
        bytes: Binary,
        content: Stream,
        json: Json,
        colour: colour,
        days: weekDay,
        part: part,
        texts: [String],
        longs: [Int64],
        moments: [DateTimeOffset],
        colours: [colour],
        sets: [weekDay],
        parts: [part],
        ref owner: thing,
        nav children: [thing],
    }
    open entity gadget: thing { size: Int32, spare: screw }
    #[media] entity tinyGadget: gadget { gram: Double }
    enum colour { red, green }
    flags enum weekDay { monday, tuesday }
    open complex part { label: String, inner: part, inners: [part] }
    complex screw: part { pitch: Double, bolt: part }
}

/// What comes back from its own JSON is the same.
macro_rules! check {
    ($data:expr, $($type:ty),*) => {$({
        if let Ok(value) = serde_json::from_slice::<$type>($data) {
            let once = serde_json::to_string(&value).expect("what was decoded is encoded");
            let again: $type = serde_json::from_str(&once).expect("what was encoded is decoded");
            let twice = serde_json::to_string(&again).expect("what was decoded is encoded");
            assert_eq!(once, twice, "{}", stringify!($type));
        }
    })*};
}

fuzz_target!(|data: &[u8]| {
    check!(data, AnyThing, Gadget, AnyPart, Page<AnyThing>, Page<i64>);
    let answer = RawResponse {
        status: StatusCode::OK,
        headers: Default::default(),
        body: data.to_vec().into(),
    };
    let _ = ValueOf::<Vec<f64>>::from_response(&answer);
    let _ = Reference::from_response(&answer);
    let _ = Option::<AnyThing>::from_response(&answer);

    // What serde asks for goes through serde_json before it is read, an answer does not.
    let by_the_client = AnyThing::from_response(&answer).ok();
    let by_serde = serde_json::from_slice::<AnyThing>(data).ok();
    let json = |thing| serde_json::to_string(&thing).expect("what was decoded is encoded");
    assert_eq!(by_the_client.map(json), by_serde.map(json));
});
