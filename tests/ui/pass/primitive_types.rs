//! Every primitive type, alone and as a collection, can be declared, set and cleared.

#![deny(warnings)]

use graph_runtime::{Update, edm, graph_resource};

graph_resource! {
    entity everything {
        binary: Binary,
        boolean: Boolean,
        byte: Byte,
        date: Date,
        dateTimeOffset: DateTimeOffset,
        decimal: Decimal,
        double: Double,
        duration: Duration,
        guid: Guid,
        int16: Int16,
        int32: Int32,
        int64: Int64,
        json: Json,
        sByte: SByte,
        single: Single,
        stream: Stream,
        string: String,
        timeOfDay: TimeOfDay,
        binaries: [Binary],
        booleans: [Boolean],
        bytes: [Byte],
        dates: [Date],
        dateTimeOffsets: [DateTimeOffset],
        decimals: [Decimal],
        doubles: [Double],
        durations: [Duration],
        guids: [Guid],
        int16s: [Int16],
        int32s: [Int32],
        int64s: [Int64],
        jsons: [Json],
        sBytes: [SByte],
        singles: [Single],
        strings: [String],
        timesOfDay: [TimeOfDay],
    }
}

fn main() {
    let time: edm::DateTimeOffset = "2021-07-01T08:00:00.1234567Z".parse().expect("it is a time");
    let update = Update::<Everything>::new()
        .set(Everything::BINARY, b"graph".to_vec())
        .set(Everything::BOOLEAN, true)
        .set(Everything::BYTE, 255_u8)
        .set(Everything::DATE_TIME_OFFSET, time.clone())
        .set(Everything::DECIMAL, 5)
        .set(Everything::DOUBLE, 0.5)
        .set(Everything::GUID, edm::Guid::nil())
        .set(Everything::INT16, -1_i16)
        .set(Everything::INT32, -1)
        .set(Everything::INT64, -1)
        .set(Everything::S_BYTE, -1_i8)
        .set(Everything::SINGLE, 0.5_f32)
        .set(Everything::STRINGS, ["a", "b"])
        .set(Everything::DATE_TIME_OFFSETS, vec![time])
        .clear(Everything::DATE)
        .clear(Everything::JSON)
        .clear(Everything::TIMES_OF_DAY);
    let sent: serde_json::Value =
        serde_json::from_str(&update.to_json()).expect("an update is JSON");
    assert_eq!(sent["dateTimeOffset"], "2021-07-01T08:00:00.1234567Z");
    assert_eq!(sent["binary"], "Z3JhcGg=");
    assert_eq!(sent["strings"][1], "b");
    assert!(sent["timesOfDay"].is_null());
    assert_eq!(sent.as_object().map(serde_json::Map::len), Some(18));

    let answer = r#"{"id":"1","int64":"9007199254740993","guids":["00000000-0000-0000-0000-000000000000"],"json":{"a":[1]}}"#;
    let read: Everything = serde_json::from_str(answer).expect("the answer is an object");
    assert_eq!(read.int64, Some(9_007_199_254_740_993));
    assert_eq!(read.guids.as_deref().map(<[_]>::len), Some(1));
    assert_eq!(Everything::STREAM.name(), "stream");
}
