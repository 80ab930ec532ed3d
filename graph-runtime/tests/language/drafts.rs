//! Bodies under construction: whatever is done to one in whatever order, it is the JSON of what was done last.

use std::collections::BTreeMap;

use graph_runtime::error::InvalidRequest;
use graph_runtime::path::Path as _;
use graph_runtime::{Arguments, Create, Update};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::declared::{Beta, DriveItemCopy, ItemReference, ProfilePhoto, User, UserPath};

const PUBLIC: &str = "https://graph.microsoft.com";

#[derive(Debug, Clone)]
enum Step {
    Name(String),
    Age(i32),
    Interests(Vec<String>),
    ClearName,
    ClearAge,
    Bind(String),
    BindAll(Vec<String>),
    Insert(Option<i32>),
    InsertAll(Vec<(String, Option<String>)>),
    Annotate(usize, String),
    Undeclared(usize, String),
}

const ANNOTATIONS: [&str; 5] = [
    "@a.b",
    "displayName@c",
    "@odata.type",
    "no annotation",
    "@\"\n",
];
const UNDECLARED: [&str; 4] = ["extension", "displayName", "", "😀\\"];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => any::<String>(),
        1 => Just(PUBLIC.to_owned()),
        1 => "[\"\\\\{},:\\[\\]]{0,6}",
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![9 => "[a-z'/$ é\"]{1,6}", 1 => Just(String::new())]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        text().prop_map(Step::Name),
        any::<i32>().prop_map(Step::Age),
        prop::collection::vec(text(), 0..3).prop_map(Step::Interests),
        Just(Step::ClearName),
        Just(Step::ClearAge),
        key().prop_map(Step::Bind),
        prop::collection::vec(key(), 0..3).prop_map(Step::BindAll),
        any::<Option<i32>>().prop_map(Step::Insert),
        prop::collection::vec((text(), prop::option::of(key())), 0..3).prop_map(Step::InsertAll),
        (0..ANNOTATIONS.len(), text()).prop_map(|(name, value)| Step::Annotate(name, value)),
        (0..UNDECLARED.len(), text()).prop_map(|(name, value)| Step::Undeclared(name, value)),
    ]
}

/// What the body has to be, for a service at some origin.
struct Model {
    origin: &'static str,
    values: BTreeMap<String, Value>,
    /// In the order in which they are sent, without the type.
    names: Vec<String>,
    problem: Option<InvalidRequest>,
}

impl Model {
    fn new(origin: &'static str) -> Self {
        Model {
            origin,
            values: BTreeMap::from([("@odata.type".to_owned(), json!("#microsoft.graph.user"))]),
            names: Vec::new(),
            problem: None,
        }
    }

    fn set(&mut self, name: &str, value: Value) {
        self.values.insert(name.to_owned(), value);
        if name != "@odata.type" {
            self.names.retain(|known| known != name);
            self.names.push(name.to_owned());
        }
    }

    /// The path of a user is as the library writes it; what is checked elsewhere.
    fn link(&mut self, key: &str) -> Value {
        let request = Beta.users().id(key).get();
        if let Some(problem) = request.problem() {
            self.problem.get_or_insert(problem.clone());
        }
        json!(format!("{}{}", self.origin, request.url()))
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Name(text) => self.set("displayName", json!(text)),
            Step::Age(age) => self.set("age", json!(age)),
            Step::Interests(all) => self.set("interests", json!(all)),
            Step::ClearName => self.set("displayName", Value::Null),
            Step::ClearAge => self.set("age", Value::Null),
            Step::Bind(key) => {
                let link = self.link(key);
                self.set("manager@odata.bind", link);
            }
            Step::BindAll(keys) => {
                let links = keys.iter().map(|key| self.link(key)).collect();
                self.set("directReports@odata.bind", links);
            }
            Step::Insert(width) => {
                let mut photo = json!({"@odata.type": "#microsoft.graph.profilePhoto"});
                if let Some(width) = width {
                    photo["width"] = json!(width);
                }
                self.set("photo", photo);
            }
            Step::InsertAll(reports) => {
                let mut all = Vec::new();
                for (name, manager) in reports {
                    let mut report = json!({
                        "@odata.type": "#microsoft.graph.user",
                        "displayName": name,
                    });
                    if let Some(key) = manager {
                        report["manager@odata.bind"] = self.link(key);
                    }
                    all.push(report);
                }
                self.set("directReports", json!(all));
            }
            Step::Annotate(index, value) => {
                let name = ANNOTATIONS[*index];
                if name.contains('@') {
                    self.set(name, json!(value));
                } else {
                    let name = name.to_owned();
                    self.problem
                        .get_or_insert(InvalidRequest::Annotation { name });
                }
            }
            Step::Undeclared(index, value) => self.set(UNDECLARED[*index], json!([value])),
        }
    }
}

fn user(key: &str) -> UserPath<graph_runtime::path::One<impl Sized + use<>>> {
    Beta.users().id(key)
}

/// What both kinds of bodies take.
macro_rules! take {
    ($body:expr, $step:expr) => {
        match $step {
            Step::Name(text) => $body.set(User::DISPLAY_NAME, text),
            Step::Age(age) => $body.set(User::AGE, *age),
            Step::Interests(all) => $body.set(User::INTERESTS, all),
            Step::ClearName => $body.clear(User::DISPLAY_NAME),
            Step::ClearAge => $body.clear(User::AGE),
            Step::Bind(key) => $body.bind(User::MANAGER, user(key)),
            Step::BindAll(keys) => {
                $body.bind_all(User::DIRECT_REPORTS, keys.iter().map(|key| user(key)))
            }
            Step::Annotate(index, value) => $body.annotate(ANNOTATIONS[*index], value),
            Step::Undeclared(index, value) => {
                $body.set_undeclared(UNDECLARED[*index], json!([value]))
            }
            Step::Insert(_) | Step::InsertAll(_) => $body,
        }
    };
}

fn create(create: Create<User>, step: &Step) -> Create<User> {
    match step {
        Step::Insert(width) => {
            let photo = match width {
                Some(width) => Create::<ProfilePhoto>::new().set(ProfilePhoto::WIDTH, *width),
                None => Create::new(),
            };
            create.insert(User::PHOTO, photo)
        }
        Step::InsertAll(reports) => {
            let reports = reports.iter().map(|(name, manager)| {
                let report = Create::<User>::new().set(User::DISPLAY_NAME, name);
                match manager {
                    Some(key) => report.bind(User::MANAGER, user(key)),
                    None => report,
                }
            });
            create.insert_all(User::DIRECT_REPORTS, reports)
        }
        other => take!(create, other),
    }
}

/// An object's names, as often and in the order in which they stand.
fn names_in(json: &str) -> Vec<String> {
    struct Names(Vec<String>);
    impl<'de> serde::Deserialize<'de> for Names {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Visitor;
            impl<'de> serde::de::Visitor<'de> for Visitor {
                type Value = Names;
                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("an object")
                }
                fn visit_map<A: serde::de::MapAccess<'de>>(
                    self,
                    mut map: A,
                ) -> Result<Names, A::Error> {
                    let mut names = Vec::new();
                    while let Some((name, _)) = map.next_entry::<String, serde::de::IgnoredAny>()? {
                        names.push(name);
                    }
                    Ok(Names(names))
                }
            }
            deserializer.deserialize_map(Visitor)
        }
    }
    serde_json::from_str::<Names>(json).unwrap().0
}

fn check(
    steps: &[&Step],
    json: &str,
    request: graph_runtime::Request<impl Sized>,
) -> Result<(), TestCaseError> {
    for origin in [PUBLIC, "http://[::1]:8080"] {
        let mut model = Model::new(origin);
        steps.iter().for_each(|step| model.take(step));
        let bytes = request.body().unwrap().bytes_for(origin);
        let sent: BTreeMap<String, Value> = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(sent, model.values);
        prop_assert_eq!(request.problem(), model.problem.as_ref());
        let names = names_in(std::str::from_utf8(&bytes).unwrap());
        prop_assert_eq!(&names[0], "@odata.type");
        prop_assert_eq!(&names[1..], &model.names[..]);
        if origin == PUBLIC {
            prop_assert_eq!(json.as_bytes(), &bytes[..]);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_new_entity_is_what_was_done_last(steps in prop::collection::vec(step(), 0..12)) {
        let body = steps.iter().fold(Create::new(), create);
        let json = body.to_json();
        check(&steps.iter().collect::<Vec<_>>(), &json, Beta.users().post(body))?;
    }

    #[test]
    fn an_update_is_what_was_done_last(steps in prop::collection::vec(step(), 0..12)) {
        let steps: Vec<&Step> = steps
            .iter()
            .filter(|step| !matches!(step, Step::Insert(_) | Step::InsertAll(_)))
            .collect();
        let body = steps.iter().fold(Update::<User>::new(), |update, step| take!(update, step));
        let json = body.to_json();
        check(&steps, &json, Beta.users().id("u").patch(body))?;
    }

    #[test]
    fn arguments_are_what_was_set_last(steps in prop::collection::vec((0..4, text()), 0..10)) {
        let mut model = BTreeMap::new();
        let mut body = Arguments::<DriveItemCopy>::new();
        for (kind, text) in &steps {
            let (name, value) = match kind {
                0 => ("name", json!(text)),
                1 => ("name", Value::Null),
                2 => ("parentReference", json!({"path": text})),
                _ => ("parentReference", Value::Null),
            };
            model.insert(name.to_owned(), value);
            body = match kind {
                0 => body.set(DriveItemCopy::NAME, text),
                1 => body.clear(DriveItemCopy::NAME),
                2 => {
                    let path = Some(text.clone());
                    let reference = ItemReference { path, ..ItemReference::default() };
                    body.set(DriveItemCopy::PARENT_REFERENCE, reference)
                }
                _ => body.clear(DriveItemCopy::PARENT_REFERENCE),
            };
        }
        let json = body.to_json();
        prop_assert_eq!(names_in(&json).len(), model.len());
        let sent: BTreeMap<String, Value> = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(sent, model);
        let request = Beta.drive().root().copy().post(body);
        prop_assert_eq!(json.as_bytes(), &request.body().unwrap().bytes()[..]);
    }
}
