//! Prints an expansion for people. `prettyplease` prints the items, and this module the labelled lists in the calls of the runtime's
//! macros, which `prettyplease` leaves in one paragraph.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// A list on one line is at most this long.
const LONGEST_LINE: usize = 100;

/// Prints tokens of Rust items.
pub(super) fn pretty(tokens: TokenStream) -> String {
    let mut lists = Vec::new();
    let file = syn::parse2(take_lists(tokens, &mut lists)).expect("an expansion is Rust");
    let mut text = String::new();
    for line in join_attributes(&prettyplease::unparse(&file)).lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        let list = lists.iter().position(|(name, _)| line.trim() == name);
        let lines = match list {
            Some(list) => print_list(lists[list].1.clone()),
            None => vec![line.trim_start().to_owned()],
        };
        for line in lines {
            text.push_str(format!("{indent}{line}").trim_end());
            text.push('\n');
        }
    }
    text
}

/// Puts each `#[allow(…)]` and `#[derive(…)]` on one line.
fn join_attributes(text: &str) -> String {
    let mut joined = String::new();
    let mut attribute: Option<String> = None;
    for line in text.lines() {
        let begins = line.trim_start().starts_with("#[") && line.ends_with('(');
        match attribute.take() {
            None if begins => attribute = Some(line.to_owned()),
            None => joined.extend([line, "\n"]),
            Some(before) if line.trim() == ")]" => {
                joined.extend([before.trim_end_matches([',', ' ']), ")]\n"]);
            }
            Some(before) => attribute = Some(format!("{before}{} ", line.trim())),
        }
    }
    joined
}

/// Replaces the tokens that each macro of the runtime is given with a name, and collects them under that name.
fn take_lists(tokens: TokenStream, lists: &mut Vec<(String, TokenStream)>) -> TokenStream {
    let mut output: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let is_call = matches!(output.as_slice(),
            [.., TokenTree::Ident(name), TokenTree::Punct(mark)]
                if mark.as_char() == '!' && name.to_string().starts_with("__"));
        output.push(match token {
            TokenTree::Group(group) if is_call => {
                let name = format!("__list_{}", lists.len());
                let content = TokenTree::Ident(Ident::new(&name, Span::call_site()));
                lists.push((name, group.stream()));
                Group::new(group.delimiter(), content.into()).into()
            }
            TokenTree::Group(group) => {
                let content = take_lists(group.stream(), lists);
                Group::new(group.delimiter(), content).into()
            }
            token => token,
        });
    }
    output.into_iter().collect()
}

/// Prints a list. A long one has a line for each label, and for each entry of a long value.
fn print_list(list: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = list.clone().into_iter().collect();
    let on_one_line = print(&tokens);
    if on_one_line.len() <= LONGEST_LINE {
        return vec![on_one_line];
    }
    let mut lines = Vec::new();
    for labelled in split(list, |token| is_punct(token, ',')) {
        let whole = print(&labelled);
        let (value, comma) = match labelled.as_slice() {
            [value @ .., last] if is_punct(last, ',') => (value, ","),
            value => (value, ""),
        };
        match value.split_last() {
            Some((TokenTree::Group(value), label))
                if whole.len() > LONGEST_LINE && value.delimiter() != Delimiter::Parenthesis =>
            {
                let (open, close) = match value.delimiter() {
                    Delimiter::Bracket => ("[", "]"),
                    _ => ("{", "}"),
                };
                lines.push(format!("{} {open}", print(label)));
                let entries = split(value.stream(), ends_entry);
                lines.extend(entries.iter().map(|entry| format!("    {}", print(entry))));
                lines.push(format!("{close}{comma}"));
            }
            _ => lines.push(whole),
        }
    }
    lines
}

/// An item ends with a semicolon, an element with a comma, and a field or constant with its name on the wire.
fn ends_entry(token: &TokenTree) -> bool {
    is_punct(token, ';')
        || is_punct(token, ',')
        || matches!(token, TokenTree::Literal(literal) if literal.to_string().starts_with('"'))
}

/// Splits after each token that ends a part.
fn split(tokens: TokenStream, ends_part: fn(&TokenTree) -> bool) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        // A literal before a semicolon or comma does not end the part, but that does.
        let is_followed = tokens
            .peek()
            .is_some_and(|next| is_punct(next, ';') || is_punct(next, ','));
        let is_end = ends_part(&token) && !(is_followed && matches!(token, TokenTree::Literal(_)));
        if let Some(part) = parts.last_mut() {
            part.push(token);
        }
        if is_end {
            parts.push(Vec::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// Prints tokens on one line, with spaces where rustfmt has them.
fn print(tokens: &[TokenTree]) -> String {
    let mut text: String = tokens.iter().cloned().collect::<TokenStream>().to_string();
    for (spaced, usual) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" ;", ";"),
        (" :", ":"),
        ("& ", "&"),
        ("# [", "#["),
        (" (", "("),
        (",(", ", ("),
        ("=<", "= <"),
    ] {
        text = text.replace(spaced, usual);
    }
    text
}
