//! Any text as a schema: a schema or an error with its place, no panic, and every note points into the text.

#![no_main]

use graph_schema::csdl;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match csdl::read(text) {
    Ok(schema) => {
        for note in &schema.notes {
            assert!(note.at.end <= text.len(), "{note:?}");
        }
        for record in &schema.records {
            // They end, whatever the bases say.
            assert!(schema.lineage(&record.name).count() <= schema.records.len());
            assert!(schema.descendants(&record.name).len() < schema.records.len());
        }
    }
    Err(error) => assert!(error.at.start <= text.len(), "{error:?}"),
});
