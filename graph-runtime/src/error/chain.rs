//! A cause and the causes behind it, on one line.

use std::error::Error;
use std::fmt;

use graph_model::internal::OneLine;

/// Prints an error and its sources, each once: `error sending request: connection refused`.
///
/// Many errors print their own source as well; a source that the text before it ends with is not printed again.
pub(crate) struct Chain<'a>(pub(crate) &'a (dyn Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = self.0.to_string();
        OneLine(&before).fmt(f)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            let text = error.to_string();
            if !text.is_empty() && !before.ends_with(&text) {
                write!(f, ": {}", OneLine(&text))?;
                before = text;
            }
            source = error.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Layer(&'static str, Option<Box<Layer>>);

    impl fmt::Display for Layer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Layer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1
                .as_deref()
                .map(|layer| layer as &(dyn Error + 'static))
        }
    }

    fn shown(layers: &[&'static str]) -> String {
        let layers = layers.iter().rev();
        let top = layers.fold(None, |inner, text| Some(Box::new(Layer(text, inner))));
        Chain(&*top.expect("a layer")).to_string()
    }

    #[test]
    fn each_cause_is_printed_once_and_on_one_line() {
        for (layers, text) in [
            (&["a"][..], "a"),
            (&["a", "b", "c"], "a: b: c"),
            (&["a: b: c", "b: c", "c"], "a: b: c"),
            (&["a", "a", "b"], "a: b"),
            (&["a\nhelp: b", "", "c\r\nd"], "a help: b: c  d"),
        ] {
            assert_eq!(shown(layers), text);
        }
    }
}
