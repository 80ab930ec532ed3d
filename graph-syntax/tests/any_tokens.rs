//! Whatever tokens come, they are a declaration, a path or a request, or there are errors; nothing panics.

#![allow(clippy::unwrap_used)]

use graph_syntax::{Declaration, Errors, PathMacro, RequestMacro, check, resolve};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const DECLARATION: &str = r##"
    crate = ::other::runtime;
    namespace microsoft.graph.test;

    /// Docs.
    pub service Beta = "beta" { users: [user], me: user { get, patch } }

    #[cfg(all())] pub abstract entity directoryObject { #[read_only] createdDateTime: DateTimeOffset }
    pub(crate) entity user: directoryObject {
        #[immutable] userPrincipalName: String,
        #[not_null] kind: userKind,
        #[rust_name = this] self: [settings],
        nav messages: [message] { get, post } each { get, patch, delete },
        implicit nav manager: crate::Other { get },
    }
    entity message { #[key] number: Int64, body: settings }
    abstract complex settings { parent: settings }
    complex locale: settings { data: Collection(Edm.Binary) }
    #[deprecated] enum userKind { member, guest }
"##;

const REQUEST: &str =
    r#"crate::Beta: PATCH /users/{user.id}/microsoft.graph.guest/messages/{"1"}, update(1)"#;

const WORDS: &[&str] = &[
    "service",
    "entity",
    "complex",
    "enum",
    "abstract",
    "nav",
    "implicit",
    "each",
    "namespace",
    "crate",
    "pub",
    "self",
    "Self",
    "super",
    "_",
    "gen",
    "r#type",
    "user",
    "message",
    "String",
    "Stream",
    "Json",
    "Int32",
    "Other",
    "Collection",
    "get",
    "post",
    "GET",
    "PATCH",
    "a",
    "A",
    "aB",
    "a_b",
    "Unrecognized",
    "base",
    "id",
    "ß",
    "\"beta\"",
    "\"\"",
    "'a'",
    "1",
    "1.0",
    ":",
    "::",
    ",",
    ";",
    "=",
    ".",
    "..",
    "/",
    "#",
    "!",
    "->",
    "'static",
    "#[key]",
    "#[rust_name = b]",
    "#[read_only]",
    "#[x::y(z)]",
];

fn tokens(text: &str) -> Vec<TokenTree> {
    text.parse::<TokenStream>().unwrap().into_iter().collect()
}

/// Words of the language in any order, in groups of any depth.
fn soup() -> impl Strategy<Value = TokenStream> {
    let word = select(WORDS).prop_map(|word| word.parse::<TokenStream>().unwrap());
    let words = prop::collection::vec(word, 0..12).prop_map(TokenStream::from_iter);
    words.prop_recursive(4, 64, 6, |inner| {
        let delimiter = select(
            &[
                Delimiter::Brace,
                Delimiter::Bracket,
                Delimiter::Parenthesis,
                Delimiter::None,
            ][..],
        );
        let group = (delimiter, inner.clone())
            .prop_map(|(delimiter, inner)| TokenTree::Group(Group::new(delimiter, inner)).into());
        prop::collection::vec(prop_oneof![inner, group], 0..6).prop_map(TokenStream::from_iter)
    })
}

/// What may happen to a text while it is edited, at a place in it.
#[derive(Debug, Clone)]
enum Edit {
    Remove(Index),
    Repeat(Index),
    Swap(Index, Index),
    Insert(Index, &'static str),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<Index>().prop_map(Edit::Remove),
        any::<Index>().prop_map(Edit::Repeat),
        (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Edit::Swap(one, other)),
        (any::<Index>(), select(WORDS)).prop_map(|(at, word)| Edit::Insert(at, word)),
    ]
}

/// A text with some tokens out of place, in its groups as well.
fn edited(text: &'static str) -> impl Strategy<Value = TokenStream> {
    prop::collection::vec(edit(), 1..4).prop_map(move |edits| {
        let mut flat = Vec::new();
        flatten(tokens(text), &mut flat);
        for edit in edits {
            apply(edit, &mut flat);
        }
        regroup(&mut flat.into_iter())
    })
}

/// A token, or one end of a group.
#[derive(Debug, Clone)]
enum Flat {
    Token(TokenTree),
    Open(Delimiter),
    Close,
}

fn flatten(tokens: Vec<TokenTree>, to: &mut Vec<Flat>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                to.push(Flat::Open(group.delimiter()));
                flatten(group.stream().into_iter().collect(), to);
                to.push(Flat::Close);
            }
            token => to.push(Flat::Token(token)),
        }
    }
}

fn apply(edit: Edit, flat: &mut Vec<Flat>) {
    let length = flat.len();
    match edit {
        _ if length == 0 => {}
        Edit::Remove(at) => drop(flat.remove(at.index(length))),
        Edit::Repeat(at) => {
            let at = at.index(length);
            flat.insert(at, flat[at].clone());
        }
        Edit::Swap(one, other) => flat.swap(one.index(length), other.index(length)),
        Edit::Insert(at, word) => {
            let at = at.index(length);
            let word = tokens(word).into_iter().map(Flat::Token);
            flat.splice(at..at, word);
        }
    }
}

/// Groups again; ends without a beginning are passed over, and what is not ended ends at the end.
fn regroup(flat: &mut impl Iterator<Item = Flat>) -> TokenStream {
    let mut stack = vec![(Delimiter::None, TokenStream::new())];
    for token in flat {
        match token {
            Flat::Token(token) => stack.last_mut().unwrap().1.extend([token]),
            Flat::Open(delimiter) => stack.push((delimiter, TokenStream::new())),
            Flat::Close if stack.len() > 1 => close(&mut stack),
            Flat::Close => {}
        }
    }
    while stack.len() > 1 {
        close(&mut stack);
    }
    stack.remove(0).1
}

fn close(stack: &mut Vec<(Delimiter, TokenStream)>) {
    let (delimiter, inner) = stack.pop().unwrap();
    let group = TokenTree::Group(Group::new(delimiter, inner));
    stack.last_mut().unwrap().1.extend([group]);
}

/// Runs all stages; gives the number of mistakes.
fn declare(tokens: TokenStream) -> usize {
    let mut errors = Errors::new();
    match Declaration::parse(tokens, &mut errors) {
        Ok(declaration) => check(&resolve(declaration, &mut errors), &mut errors),
        Err(error) => errors.push_syntax(error),
    }
    for error in errors.iter() {
        let message = error.message();
        assert!(!message.is_empty());
        assert!(
            !message.lines().any(|line| line.ends_with('.')),
            "{message}"
        );
    }
    errors.iter().count()
}

#[test]
fn the_texts_that_are_edited_have_few_mistakes() {
    // `Collection(Edm.Binary)` is two.
    assert_eq!(declare(DECLARATION.parse().unwrap()), 2);
    assert!(RequestMacro::parse(REQUEST.parse().unwrap()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1024) })]

    #[test]
    fn any_words_are_declared_or_refused(tokens in soup()) {
        declare(tokens);
    }

    #[test]
    fn edited_declarations_are_declared_or_refused(tokens in edited(DECLARATION)) {
        declare(tokens);
    }

    #[test]
    fn any_words_are_a_path_and_a_request_or_refused(tokens in soup()) {
        // A request has a verb where a path has none.
        let is_path = PathMacro::parse(tokens.clone()).is_ok();
        let is_request = RequestMacro::parse(tokens).is_ok();
        prop_assert!(!(is_path && is_request));
    }

    #[test]
    fn edited_requests_are_requests_or_refused(tokens in edited(REQUEST)) {
        if let Ok(request) = RequestMacro::parse(tokens.clone()) {
            prop_assert!(!request.segments.is_empty());
            prop_assert!(PathMacro::parse(tokens).is_err());
        }
    }
}
