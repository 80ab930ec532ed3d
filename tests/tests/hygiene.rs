//! What the macros expand to means the same wherever it stands: without a prelude, under strict lints, next to items of any
//! name. That it compiles is most of each test.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_debug_implementations,
    missing_docs,
    let_underscore_drop,
    non_ascii_idents,
    rust_2018_idioms,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unreachable_pub,
    unused_lifetimes,
    unused_qualifications
)]

/// Not even the names of the prelude are there.
#[no_implicit_prelude]
pub mod without_prelude {
    use ::core::default::Default;

    use ::graph_runtime::{Update, graph_request, graph_resource};

    graph_resource! {
        pub service Beta = "beta" {
            users: [user],
            me: user { get },
        }

        pub abstract entity directoryObject {
            deletedDateTime: DateTimeOffset,
        }

        pub entity user: directoryObject {
            #[read_only]
            createdDateTime: DateTimeOffset,
            #[immutable]
            userPrincipalName: String,
            #[not_null]
            accountEnabled: Boolean,
            photo: Stream,
            phones: [String],
            settings: settings,
            kind: userKind,
            nav messages: [message] { get, post } each { get, patch, delete },
            nav manager: directoryObject { get },
            implicit nav extension: user { get },
        }

        pub entity message {
            #[key]
            number: Int64,
        }

        pub abstract complex settings {
            parent: settings,
        }

        pub complex localeSettings: settings {
            data: Binary,
        }

        pub enum userKind { member, guest }
    }

    #[test]
    fn declarations_and_paths_need_no_prelude() {
        let id = "1";
        let path = graph_request!(Beta: DELETE /users/{id}/messages/{id});
        ::core::assert_eq!(path.url(), "/beta/users/1/messages/1");
        let update = Update::<User>::new()
            .set(User::SETTINGS, LocaleSettings::default())
            .set(User::KIND, UserKind::Guest);
        let request = graph_request!(Beta: PATCH /users/{id}, update);
        ::core::assert_eq!(request.url(), "/beta/users/1");
        let cast = graph_request!(Beta: GET /me/manager/microsoft.graph.user/messages);
        ::core::assert_eq!(cast.url(), "/beta/me/manager/microsoft.graph.user/messages");
    }
}

/// Items of the names that expansions could mean.
#[allow(dead_code, unused_macros)]
pub mod among_items_of_other_meaning {
    use ::graph_runtime::graph_resource;

    macro_rules! shadow_types {
        ($($name:ident)*) => {$(
            /// Not the one that is meant.
            #[derive(Debug)]
            pub struct $name;
        )*};
    }

    shadow_types! {
        Box Clone Copy Debug Declared Default Deref DerefMut Deserialize Deserializer Display Entity Eq Error Family Fields
        Formatter From Hash Id Into Key Many MapAccess Ok One Option Page PartialEq Path Property Record Result Serialize
        Serializer Service Sized Some String Taken ToOne Value Vec
    }

    macro_rules! shadow_macros {
        ($($name:ident)*) => {$(
            macro_rules! $name {
                () => {
                    not the one that is meant
                };
            }
        )*};
    }

    shadow_macros! {
        __path __request assert compile_error concat format graph_path graph_request matches panic stringify unreachable vec write
    }

    /// Not the one that is meant.
    pub mod alloc {}
    /// Not the one that is meant.
    pub mod core {}
    /// Not the one that is meant.
    pub mod graph_runtime {}
    /// Not the one that is meant.
    pub mod std {}

    macro_rules! shadow_functions {
        ($($name:ident)*) => {$(
            fn $name() {}
        )*};
    }

    shadow_functions! { debug drop member_of name_of new read read_record write_record }

    graph_resource! {
        pub service Beta = "beta" {
            users: [user],
        }

        pub abstract entity directoryObject {}

        pub entity user: directoryObject {
            displayName: String,
            emails: [String],
            settings: settings,
            kind: userKind,
            nav manager: user { get },
        }

        pub abstract complex settings {
            parent: settings,
        }

        pub complex localeSettings: settings {}

        pub enum userKind { member, guest }
    }
}

/// Entities and values that are called what expansions call something.
pub mod types_of_common_names {
    use graph_runtime::{Create, graph_request, graph_resource};

    graph_resource! {
        pub service Graph = "beta" {
            options: [option],
            results: [result],
            some: some,
        }

        pub entity option {
            some: some_,
            none: [string],
            value: Json,
        }

        pub entity result: option {
            ok: String,
            err: String,
            nav vec: [vec],
            nav clone: clone_,
            nav default: [option],
            nav next: some,
            nav not: option,
            nav neg: option,
            nav into_iter: [option],
            nav is_some: option,
            nav len: option,
            nav new: option,
            nav into_raw: option,
        }

        pub entity vec: result {}
        pub entity some {}
        pub entity clone_ {}
        pub entity path {}
        pub entity property {}
        pub entity entity {}
        pub complex string {
            text: String,
        }
        pub complex some_ {
            some: some_,
            map: Json,
            key: String,
            out: String,
            base_: String,
            self_: String,
            f: Int32,
        }
        pub complex box {}
        pub complex default: box {}
        pub enum ok { ok, err, some, none, unrecognized_, iOS, EAP }
    }

    // The letters of type parameters, at the base of a hierarchy and below it.
    graph_resource! {
        namespace letters;

        pub service X = "letters" {
            m: [m],
        }

        pub entity m {
            a: a,
            s: [s],
            nav v: [v],
            nav c: c,
        }
        pub entity v: m {}
        pub entity c: v {}
        pub entity e {}
        pub complex a {
            t: t,
        }
        pub complex b: a {}
        pub complex t {}
        pub complex s: t {}
        pub complex d: s {}
        pub enum k { k }
    }

    #[test]
    fn names_of_the_prelude_are_names_like_any_others() {
        let create = Create::<Vec>::new()
            .set(Option::NONE, [String::default()])
            .set(Result::OK, "yes");
        let request = graph_request!(Graph: POST /options, create);
        assert_eq!(request.url(), "/beta/options");
        let request = graph_request!(X: GET /m/{"1"}/v/{"2"}/letters.c/c);
        assert_eq!(request.url(), "/letters/m/1/v/2/letters.c/c");
    }
}

/// A declaration may stand in a function, and in a macro.
pub mod anywhere {
    use graph_runtime::{graph_path, graph_resource};

    macro_rules! declare {
        ($service:ident, $entity:ident, $property:ident, $($key:tt)*) => {
            graph_resource! {
                service $service = "beta" {
                    all: [$entity],
                }

                entity $entity {
                    $property: String,
                }
            }

            fn url() -> String {
                let key = "the macro's own";
                let _ = key;
                graph_path!($service: /all/{$($key)*}).get().url().to_owned()
            }
        };
    }

    #[test]
    fn in_a_function_and_from_a_macro() {
        declare!(Beta, user, displayName, "1");
        assert_eq!(url(), "/beta/all/1");
        assert_eq!(User::DISPLAY_NAME.name(), "displayName");
    }

    #[test]
    fn keys_and_bodies_are_expressions_of_their_surroundings() {
        graph_resource! {
            service Beta = "beta" {
                users: [user],
            }

            entity user {
                jobTitle: String,
                platform: platform,
                options: options,
            }

            enum platform { iOS, EAP, XML }

            complex options {
                optionsA: Boolean,
                optionsB: Boolean,
                optionsC: Boolean,
                optionsD: Boolean,
            }

            complex optionsOne: options {}
            complex optionsTwo: options {}
        }

        struct Settings {
            user: String,
        }
        let settings = Settings {
            user: "adele".to_owned(),
        };
        let keys = ["0", "1"];
        let user_is_two = settings.user.len() == 5;
        let url = |path: UserPath<_>| path.get().url().to_owned();
        assert_eq!(
            url(graph_path!(Beta: /users/{settings.user})),
            "/beta/users/adele"
        );
        assert_eq!(
            url(graph_path!(Beta: /users/{&settings.user})),
            "/beta/users/adele"
        );
        assert_eq!(url(graph_path!(Beta: /users/{keys[1]})), "/beta/users/1");
        assert_eq!(
            url(graph_path!(Beta: /users/{if user_is_two { "2" } else { "0" }})),
            "/beta/users/2"
        );
        let user = settings.user;
        assert_eq!(
            url(graph_path!(Beta: /users/{format!("{user}-2")})),
            "/beta/users/adele-2"
        );
        assert_eq!(url(graph_path!(Beta: /users/{user})), "/beta/users/adele");
        assert_eq!(user, "adele");
    }
}
