//! Prints declarations until graph-syntax finds no mistake in them.
//!
//! Names that Graph keeps apart and Rust does not are found by resolving the printed text, and printed again with `#[rust_name]`.

use graph_syntax::{Declaration, Errors, Model, check, resolve};
use proc_macro2::{LexError, Span, TokenStream};

use super::names::Names;
use super::print::Module;
use super::select::Origin;
use crate::report::Failure;

/// The most times that a text is printed: a new name can collide with another one, but not for long.
const MOST_ROUNDS: usize = 6;

/// Mistakes in what was printed that no other name mends.
pub(super) struct Stuck {
    /// The known origins of the mistakes, each with its problem.
    pub(super) mistakes: Vec<(Origin, String)>,
    /// All of them, for whoever reports them.
    text: String,
}

impl Stuck {
    /// The message for what cannot be left out.
    pub(super) fn failure(&self) -> Failure {
        Failure::new(
            format!(
                "a declaration cannot express a part of the schema: {}",
                self.text
            ),
            "report it as a bug of `cargo msgraph`",
        )
    }
}

/// A mistake in a module: the line that it is in, counted from 0, and what is wrong.
type Mistake = (usize, String);

/// Prints until what is printed has no mistakes.
pub(super) fn settle(print: impl Fn(&Names) -> Vec<Module>) -> Result<(Vec<Module>, Names), Stuck> {
    let mut names = Names::default();
    let mut stuck = Stuck {
        mistakes: Vec::new(),
        text: String::new(),
    };
    for _ in 0..MOST_ROUNDS {
        let modules = print(&names);
        stuck.mistakes.clear();
        stuck.text.clear();
        let mut has_changed = false;
        for module in &modules {
            let (mistakes, model) = mistakes_in(module);
            if let (Some(model), false) = (model, mistakes.is_empty()) {
                has_changed |= adopt(&module.namespace, &model, &mut names);
            }
            if let Some((_, first)) = mistakes.first() {
                stuck.text = format!("{}: {first}", module.namespace);
            }
            let known = mistakes.into_iter().filter_map(|(line, text)| {
                let origin = module.origins.get(line)?.clone();
                let first = text.lines().next().unwrap_or("").to_owned();
                Some((origin, first))
            });
            stuck.mistakes.extend(known);
        }
        if stuck.text.is_empty() {
            return Ok((modules, names));
        }
        if !has_changed {
            break;
        }
    }
    Err(stuck)
}

/// The mistakes in what was printed, and what it means if it is a declaration at all.
fn mistakes_in(module: &Module) -> (Vec<Mistake>, Option<Model>) {
    // The printed text begins in the second line.
    let line_of = |span: Span| span.start().line.saturating_sub(2);
    let text = format!("namespace {};\n{}", module.namespace, module.text);
    let tokens: TokenStream = match text.parse() {
        Ok(tokens) => tokens,
        Err(error) => {
            let error: LexError = error;
            return (vec![(line_of(error.span()), error.to_string())], None);
        }
    };
    let mut errors = Errors::new();
    let declaration = match Declaration::parse(tokens, &mut errors) {
        Ok(declaration) => declaration,
        Err(error) => return (vec![(line_of(error.span()), error.to_string())], None),
    };
    let model = resolve(declaration, &mut errors);
    check(&model, &mut errors);
    let mistakes = errors.iter();
    let mistakes = mistakes.map(|error| (line_of(error.span()), error.message().to_owned()));
    (mistakes.collect(), Some(model))
}

/// Takes the names that resolution gave out where two were the same.
fn adopt(namespace: &str, model: &Model, names: &mut Names) -> bool {
    let mut has_changed = false;
    let mut set = |owner: &str, member: &str, name: Option<&proc_macro2::Ident>| {
        if let Some(name) = name {
            has_changed |= names.set(owner, member, name.to_string());
        }
    };
    for root in model.services.iter().flat_map(|service| &service.roots) {
        set("", &root.name.wire, root.attributes.rust_name.as_ref());
    }
    for record in &model.records {
        let owner = format!("{namespace}.{}", record.name.wire);
        set(&owner, "", record.attributes.rust_name.as_ref());
        for property in &record.properties {
            set(
                &owner,
                &property.name.wire,
                property.attributes.rust_name.as_ref(),
            );
        }
        for navigation in &record.navigations {
            set(
                &owner,
                &navigation.name.wire,
                navigation.attributes.rust_name.as_ref(),
            );
        }
        for (attributes, key) in &record.known_keys {
            let name = attributes.rust_name.as_ref();
            set(&owner, &Names::known_key(&key.wire), name);
        }
        for (place, operation) in record.operations.iter().enumerate() {
            set(&owner, &Names::operation(place), operation.alias.as_ref());
        }
    }
    for enumeration in &model.enumerations {
        let owner = format!("{namespace}.{}", enumeration.name.wire);
        set(&owner, "", enumeration.attributes.rust_name.as_ref());
        for member in &enumeration.members {
            let rust_name = member.attributes.rust_name.as_ref();
            set(&owner, &member.name.wire, rust_name);
        }
    }
    has_changed
}
