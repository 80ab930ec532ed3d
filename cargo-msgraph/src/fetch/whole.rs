//! Checks that bytes are a whole CSDL document, by their outline alone.
//!
//! In: bytes. Out: nothing, or what they are instead. A response without a length ends where the connection closes, so that HTTP
//! takes a part for the whole.

use quick_xml::Reader;
use quick_xml::events::Event;

pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let mut reader = Reader::from_reader(bytes);
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
            // A byte order mark does not count as text.
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
