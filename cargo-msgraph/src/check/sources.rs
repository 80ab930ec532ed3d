//! The declarations in Rust source, and in the Rust blocks of Markdown.
//!
//! In: files, and directories to look through. Out: each `graph_resource!` as a syntax tree with places in its file, or why it could not
//! be read. Only tokens are looked at, so that a file that rustc would refuse is read as far as its brackets match.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use graph_syntax::{Declaration, Errors};
use proc_macro2::{Span, TokenStream, TokenTree};
use walkdir::{DirEntry, WalkDir};

use super::Problem;
use crate::report::Failure;

/// The declarations in source files.
#[derive(Default)]
pub(super) struct Sources {
    pub(super) files: Vec<SourceFile>,
    pub(super) declarations: Vec<Found>,
    /// Texts that are not Rust, or not valid declarations.
    pub(super) problems: Vec<Problem>,
}

pub(super) struct SourceFile {
    pub(super) name: String,
    pub(super) text: String,
}

/// One `graph_resource!`.
pub(super) struct Found {
    /// The index of its file.
    pub(super) file: usize,
    /// The tokens between its brackets.
    pub(super) at: Range<usize>,
    /// The modules that it stands in, as far as the file says.
    pub(super) modules: Vec<String>,
    /// Where its namespace is written, if it is.
    pub(super) namespace: Option<Range<usize>>,
    pub(super) declaration: Declaration,
}

/// Reads files, and what directories hold of Rust.
pub(super) fn read(paths: &[PathBuf]) -> Result<Sources, Failure> {
    let mut sources = Sources::default();
    for path in paths {
        for entry in WalkDir::new(path)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry))
        {
            let entry = entry.map_err(|error| {
                let place = error.path().unwrap_or(path).display();
                // Its own words name the path again.
                let own = error.io_error().map(ToString::to_string);
                let why = own.unwrap_or_else(|| error.to_string());
                Failure::new(format!("cannot read `{place}`: {why}"), "")
            })?;
            let is_rust = entry.path().extension().is_some_and(|ext| ext == "rs");
            if entry.file_type().is_file() && (is_rust || entry.depth() == 0) {
                sources.read_file(entry.path())?;
            }
        }
    }
    Ok(sources)
}

/// Returns whether a directory is cargo's target directory or hidden.
fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || (name == "target" && entry.file_type().is_dir())
}

impl Sources {
    fn read_file(&mut self, path: &Path) -> Result<(), Failure> {
        let name = path.display().to_string();
        let cannot = |error: &dyn std::fmt::Display| {
            Failure::new(format!("cannot read `{name}`: {error}"), "")
        };
        let bytes = fs::read(path).map_err(|error| cannot(&error))?;
        let text = String::from_utf8(bytes).map_err(|error| cannot(&error.utf8_error()))?;
        let name = path.display().to_string();
        self.read_text(name, text, path.extension().is_some_and(|ext| ext == "md"));
        Ok(())
    }

    pub(super) fn read_text(&mut self, name: String, text: String, is_markdown: bool) {
        let file = self.files.len();
        if is_markdown {
            for block in rust_blocks(&text) {
                self.read_rust(file, &shown(&only(&text, block)));
            }
        } else {
            let rust = only(&text, preamble(&text)..text.len());
            self.read_rust(file, &rust);
        }
        self.files.push(SourceFile { name, text });
    }

    fn read_rust(&mut self, file: usize, rust: &str) {
        match rust.parse::<TokenStream>() {
            Ok(tokens) => find(tokens, &mut |modules, tokens| {
                self.read_declaration(file, modules, tokens);
            }),
            Err(error) => self.problems.push(Problem {
                file,
                at: error.span().byte_range(),
                rule: "unreadable",
                text: format!("this is not Rust: {error}"),
                help: String::new(),
            }),
        }
    }

    fn read_declaration(&mut self, file: usize, modules: &[String], tokens: TokenStream) {
        let namespace = namespace_place(&tokens);
        let at = place(&tokens);
        let mut errors = Errors::new();
        match Declaration::parse(tokens, &mut errors) {
            Ok(declaration) => self.declarations.push(Found {
                file,
                at,
                modules: modules.to_vec(),
                namespace,
                declaration,
            }),
            Err(error) => errors.push_syntax(error),
        }
        for error in errors.iter() {
            let (text, help) = match error.message().split_once("\nhelp: ") {
                Some((text, help)) => (text, help),
                None => (error.message(), ""),
            };
            self.problems.push(Problem {
                file,
                at: error.span().byte_range(),
                rule: "syntax",
                text: text.to_owned(),
                help: help.to_owned(),
            });
        }
    }
}

/// The bytes before the first token that are none of Rust's: a byte order mark, a line for the shell.
fn preamble(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let rest = text.get(mark..).unwrap_or("");
    let is_script =
        rest.starts_with("#!") && !rest.get(2..).unwrap_or("").trim_start().starts_with('[');
    if is_script {
        mark + rest.find('\n').unwrap_or(rest.len())
    } else {
        mark
    }
}

/// The text with everything outside of a part blank, so that places stay what they are.
fn only(text: &str, part: Range<usize>) -> String {
    text.char_indices()
        .map(|(at, char)| {
            if part.contains(&at) || char == '\n' {
                char.to_string()
            } else {
                " ".repeat(char.len_utf8())
            }
        })
        .collect()
}

/// The code of a block with the lines that rustdoc hides: the `#` in front of each becomes a space, so that places stay the same.
///
/// Source: The rustdoc book, "Hiding portions of the example".
fn shown(code: &str) -> String {
    code.split_inclusive('\n')
        .map(|line| {
            let is_hidden = line.trim_start().starts_with("# ") || line.trim() == "#";
            if is_hidden {
                line.replacen('#', " ", 1)
            } else {
                line.to_owned()
            }
        })
        .collect()
}

/// The contents of the fences that rustdoc compiles, but for those that are not meant to compile.
fn rust_blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if let Some(info) = line.trim().strip_prefix("```") {
            open = match open {
                None => {
                    let is_rust = info.split(',').all(|word| {
                        let known = ["", "rust", "no_run", "should_panic", "standalone_crate"];
                        known.contains(&word) || word.starts_with("edition")
                    });
                    Some((end, is_rust))
                }
                Some((start, is_rust)) => {
                    if is_rust {
                        blocks.push(start..at);
                    }
                    None
                }
            };
        }
        at = end;
    }
    blocks
}

/// Calls `found` with the modules around each `graph_resource!` and the tokens in it, however deep it stands. Nesting is bounded by
/// the file alone, so this does not recurse.
fn find(tokens: TokenStream, found: &mut impl FnMut(&[String], TokenStream)) {
    let mut modules: Vec<String> = Vec::new();
    // Each level with the last three tokens before its place, as far as they are words and `!`.
    let mut levels = vec![(tokens.into_iter(), Recent::default(), false)];
    while let Some((level, recent, is_module)) = levels.last_mut() {
        let Some(token) = level.next() else {
            if *is_module {
                modules.pop();
            }
            levels.pop();
            continue;
        };
        match token {
            TokenTree::Group(group) => {
                let before = std::mem::take(recent);
                if before.ends_with(&["graph_resource", "!"]) {
                    found(&modules, group.stream());
                } else if before.is_macro_definition() {
                    // Its tokens are patterns, not yet a declaration.
                } else {
                    let module = before.module().map(str::to_owned);
                    let is_module = module.is_some();
                    modules.extend(module);
                    levels.push((group.stream().into_iter(), Recent::default(), is_module));
                }
            }
            TokenTree::Ident(ident) => recent.push(ident.to_string()),
            TokenTree::Punct(punct) => recent.push(punct.as_char().to_string()),
            TokenTree::Literal(_) => recent.push(String::new()),
        }
    }
}

/// The last tokens before a group.
#[derive(Default)]
struct Recent([String; 3]);

impl Recent {
    fn push(&mut self, token: String) {
        self.0.rotate_left(1);
        self.0[2] = token;
    }

    fn ends_with(&self, tokens: &[&str]) -> bool {
        self.0
            .iter()
            .rev()
            .zip(tokens.iter().rev())
            .all(|(a, b)| a == b)
    }

    fn is_macro_definition(&self) -> bool {
        let [word, bang, _] = &self.0;
        word == "macro_rules" && bang == "!"
    }

    fn module(&self) -> Option<&str> {
        let [_, word, name] = &self.0;
        (word == "mod").then_some(name.as_str())
    }
}

fn place(tokens: &TokenStream) -> Range<usize> {
    let mut places = tokens
        .clone()
        .into_iter()
        .map(|token| token.span().byte_range());
    let Some(first) = places.next() else {
        return 0..0;
    };
    first.start..places.last().unwrap_or(first).end
}

/// Where `namespace a.b;` says its name.
fn namespace_place(tokens: &TokenStream) -> Option<Range<usize>> {
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_keyword = matches!(&token, TokenTree::Ident(ident) if ident == "namespace");
        if is_keyword && matches!(tokens.peek(), Some(TokenTree::Ident(_))) {
            let name: Vec<Span> = tokens
                .by_ref()
                .take_while(
                    |token| !matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';'),
                )
                .map(|token| token.span())
                .collect();
            let start = name.first()?.byte_range().start;
            return Some(start..name.last()?.byte_range().end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, is_markdown: bool) -> Sources {
        let mut sources = Sources::default();
        sources.read_text("src".to_owned(), text.to_owned(), is_markdown);
        sources
    }

    fn names(sources: &Sources) -> Vec<String> {
        let mut names = Vec::new();
        for found in &sources.declarations {
            for item in &found.declaration.items {
                if let graph_syntax::Item::Record(record) = item {
                    let at = record.name.span.byte_range();
                    // The place is one in the file, whatever stands before it.
                    let Some(text) = sources.files[found.file].text.get(at) else {
                        panic!()
                    };
                    assert_eq!(text, record.name.wire);
                    names.push(format!("{}{}", found.modules.join("::"), record.name.wire));
                }
            }
        }
        names
    }

    #[test]
    fn invocations_are_found_wherever_they_stand() {
        let text = "\u{feff}#!/usr/bin/env don't\n// é\n\
            graph_runtime::graph_resource! { entity a {} }\n\
            mod m { pub(crate) mod n { fn f() { if true { ::g::graph_resource!(entity b {}); } } } }\n\
            macro_rules! graph_resource { ($x:tt) => { graph_resource! { $x } } }\n\
            // graph_resource! { entity c {} }\n\
            const TEXT: &str = \"graph_resource! { entity d {} }\";\n\
            graph_resource![complex e {}];";
        let sources = read(text, false);
        assert_eq!(names(&sources), ["a", "m::nb", "e"]);
        assert!(sources.problems.is_empty());
    }

    #[test]
    fn a_file_that_is_no_whole_rust_is_read() {
        let sources = read("let = fn } graph_resource! { entity a {} }", false);
        assert_eq!(sources.problems.len(), 1, "an unmatched bracket");
        let sources = read("let = fn 3 graph_resource! { entity a {} } impl", false);
        assert_eq!(names(&sources), ["a"]);
    }

    #[test]
    fn nesting_is_survived() {
        let deep = 100_000;
        let text = format!(
            "{}graph_resource! {{ entity a {{}} }}{}",
            "(".repeat(deep),
            ")".repeat(deep)
        );
        assert_eq!(names(&read(&text, false)), ["a"]);
    }

    #[test]
    fn what_is_not_of_the_language_is_said_where_it_stands() {
        let text = "graph_resource! { entity a { name String } }";
        let sources = read(text, false);
        let places: Vec<&str> = sources
            .problems
            .iter()
            .filter_map(|problem| text.get(problem.at.clone()))
            .collect();
        assert_eq!(places, ["String"]);
    }

    #[test]
    fn of_markdown_the_rust_is_read() {
        let text = "# É\n```rust\ngraph_resource! { entity a {} }\n```\n```text\ndon't\n```\n```\ngraph_resource! { entity b {} }\n```\n\
            ```toml\ngraph_resource! { entity c {} }\n```\n";
        let sources = read(text, true);
        assert_eq!(names(&sources), ["a", "b"]);
        assert!(sources.problems.is_empty());
    }
}
