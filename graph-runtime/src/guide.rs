//! The guide to this crate, in chapters. Each chapter is a Markdown file in `docs/`, and its code is tested.
//!
//! The chapters about the client are shown if the feature `client` is on.
//!
#![doc = "[getting-started]: getting_started/index.html"]
#![doc = "[declaring]: declaring/index.html"]
#![doc = "[requests]: requests/index.html"]
#![doc = "[data]: data/index.html"]
#![doc = "[client]: client/index.html"]
#![doc = "[sign-in]: sign_in/index.html"]
#![doc = "[testing]: testing/index.html"]
#![doc = "[cargo-msgraph]: cargo_msgraph/index.html"]
#![doc = "[several-services]: several_services/index.html"]
#![doc = "[recipes]: recipes/index.html"]
#![doc = ""]
#![doc = include_str!("../docs/README.md")]

/// Declares a module for each chapter.
///
/// The first definition of a link in Markdown counts (CommonMark, "Link reference definitions"). So the links between chapters,
/// which lead to files where the chapters are read as files, lead to modules here.
macro_rules! chapters {
    ($($(#[$attribute:meta])* $name:ident: $file:literal;)*) => {$(
        #[doc = "[getting-started]: ../getting_started/index.html"]
        #[doc = "[declaring]: ../declaring/index.html"]
        #[doc = "[requests]: ../requests/index.html"]
        #[doc = "[data]: ../data/index.html"]
        #[doc = "[client]: ../client/index.html"]
        #[doc = "[sign-in]: ../sign_in/index.html"]
        #[doc = "[testing]: ../testing/index.html"]
        #[doc = "[cargo-msgraph]: ../cargo_msgraph/index.html"]
        #[doc = "[several-services]: ../several_services/index.html"]
        #[doc = "[recipes]: ../recipes/index.html"]
        #[doc = ""]
        #[doc = include_str!($file)]
        $(#[$attribute])*
        pub mod $name {}
    )*};
}

chapters! {
    #[cfg(feature = "client")]
    getting_started: "../docs/getting-started.md";
    declaring: "../docs/declaring.md";
    requests: "../docs/requests.md";
    data: "../docs/data.md";
    #[cfg(feature = "client")]
    client: "../docs/client.md";
    #[cfg(feature = "client")]
    sign_in: "../docs/sign-in.md";
    #[cfg(feature = "client")]
    testing: "../docs/testing.md";
    cargo_msgraph: "../docs/cargo-msgraph.md";
    several_services: "../docs/several-services.md";
    #[cfg(feature = "client")]
    recipes: "../docs/recipes.md";
}
