//! Tests that hold the importer and the language against all of Microsoft Graph; they are in `tests/`.
