//! A declaration with a property of every kind, for the tests of the core.
#![allow(dead_code, missing_docs, unreachable_pub)]

use graph_runtime::graph_resource;

pub mod json;
pub mod schema;

graph_resource! {
    pub service Beta = "beta" {
        things: [thing],
        vault: thing,
    }

    pub entity thing {
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
        json: Json,
        colour: colour,
        part: part,
        texts: [String],
        counts: [Int32],
        moments: [DateTimeOffset],
        colours: [colour],
        parts: [part],
        nav children: [thing],
    }

    pub entity gadget: thing {
        size: Int32,
        spare: part,
        spares: [part],
    }

    pub entity tinyGadget: gadget {
        gram: Double,
    }

    pub enum colour { red, green }

    pub complex part {
        label: String,
        inner: part,
        inners: [part],
    }

    pub complex screw: part {
        pitch: Double,
        bolt: part,
        bolts: [part],
    }

    pub complex chain {
        next: chain,
        links: [chain],
        note: String,
    }

    /// More properties than there is room for explicit nulls.
    pub complex wide {
        w000: String, w001: String, w002: String, w003: String, w004: String, w005: String, w006: String,
        w007: String, w008: String, w009: String, w010: String, w011: String, w012: String, w013: String,
        w014: String, w015: String, w016: String, w017: String, w018: String, w019: String, w020: String,
        w021: String, w022: String, w023: String, w024: String, w025: String, w026: String, w027: String,
        w028: String, w029: String, w030: String, w031: String, w032: String, w033: String, w034: String,
        w035: String, w036: String, w037: String, w038: String, w039: String, w040: String, w041: String,
        w042: String, w043: String, w044: String, w045: String, w046: String, w047: String, w048: String,
        w049: String, w050: String, w051: String, w052: String, w053: String, w054: String, w055: String,
        w056: String, w057: String, w058: String, w059: String, w060: String, w061: String, w062: String,
        w063: String, w064: String, w065: String, w066: String, w067: String, w068: String, w069: String,
        w070: String, w071: String, w072: String, w073: String, w074: String, w075: String, w076: String,
        w077: String, w078: String, w079: String, w080: String, w081: String, w082: String, w083: String,
        w084: String, w085: String, w086: String, w087: String, w088: String, w089: String, w090: String,
        w091: String, w092: String, w093: String, w094: String, w095: String, w096: String, w097: String,
        w098: String, w099: String, w100: String, w101: String, w102: String, w103: String, w104: String,
        w105: String, w106: String, w107: String, w108: String, w109: String, w110: String, w111: String,
        w112: String, w113: String, w114: String, w115: String, w116: String, w117: String, w118: String,
        w119: String, w120: String, w121: String, w122: String, w123: String, w124: String, w125: String,
        w126: String, w127: String, w128: String, w129: String, w130: String, w131: String, w132: String,
        w133: String, w134: String, w135: String, w136: String, w137: String, w138: String, w139: String,
        next: wide,
    }

    pub complex wider: wide {
        last: String,
        lastNumber: Int32,
        late: wide,
    }
}
