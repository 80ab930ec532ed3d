//! Any text as a schema: a schema or an error with its place, no panic, and every note points into the text.

#![no_main]

use graph_schema::csdl;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match csdl::read(text) {
    Ok(schema) => {
        for warning in &schema.warnings {
            assert!(warning.span.bytes.end <= text.len(), "{warning:?}");
        }
        for record in &schema.structured_types {
            // They end, whatever the bases say.
            assert!(schema.lineage(&record.name).count() <= schema.structured_types.len());
            assert!(schema.descendants(&record.name).len() < schema.structured_types.len());
        }
    }
    Err(error) => assert!(error.bytes.start <= text.len(), "{error:?}"),
});
