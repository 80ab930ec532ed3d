//! Whether a file is a whole CSDL document, by its outline alone.
//!
//! In: a file. Out: nothing, or what it is instead. An answer whose end is where the connection closed looks whole to HTTP.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;

pub(super) fn check(path: &Path) -> Result<(), String> {
    let file = File::open(path).map_err(|error| format!("it cannot be read again: {error}"))?;
    let mut reader = Reader::from_reader(BufReader::new(file));
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    let mut is_schema = false;
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| format!("byte {}: {error}", reader.error_position()))?;
        match event {
            Event::Start(element) => {
                if depth == 0 {
                    let name = element.local_name();
                    if is_schema || name.as_ref() != "Edmx" {
                        return Err(format!(
                            "it begins with `<{}>`, not with `<edmx:Edmx>`",
                            element.name().as_ref()
                        ));
                    }
                    is_schema = true;
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            // A byte order mark is no text.
            Event::Text(text) if depth == 0 && !text.trim().trim_matches('\u{feff}').is_empty() => {
                return Err("it is not XML".to_owned());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match (is_schema, depth) {
        (false, _) => Err("it is empty".to_owned()),
        (true, 0) => Ok(()),
        (true, _) => Err("it ends in the middle".to_owned()),
    }
}
