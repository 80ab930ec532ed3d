//! Any text that Rust's lexer takes, as a declaration: it is resolved and checked, or refused.
#![no_main]

use graph_syntax::{Declaration, Errors, check, resolve};
use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;

fuzz_target!(|text: &str| {
    let Ok(tokens) = text.parse::<TokenStream>() else {
        return;
    };
    let mut errors = Errors::new();
    match Declaration::parse(tokens, &mut errors) {
        Ok(declaration) => check(&resolve(declaration, &mut errors), &mut errors),
        Err(error) => errors.push_syntax(error),
    }
    for error in errors.iter() {
        assert!(!error.message().is_empty());
    }
});
