//! Any text that Rust's lexer takes, as what stands in `graph_path!` and `graph_request!`: it is parsed, or refused.
#![no_main]

use graph_syntax::{PathMacro, RequestMacro};
use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;

fuzz_target!(|text: &str| {
    let Ok(tokens) = text.parse::<TokenStream>() else {
        return;
    };
    let path = PathMacro::parse(tokens.clone());
    let request = RequestMacro::parse(tokens);
    // A request has a verb where a path has none.
    assert!(path.is_err() || request.is_err());
    if let Ok(path) = path {
        assert!(!path.segments.is_empty());
    }
    if let Ok(request) = request {
        assert!(!request.segments.is_empty());
    }
});
