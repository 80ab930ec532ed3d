//! The cases that are measured: each the way this library does it, next to the ways it is done without.
//!
//! In: nothing but made-up answers in Graph's words. Out: [`cases`], which the binaries count and time.

mod build;
mod by_hand;
mod decode;
mod encode;
mod samples;
mod user;

#[path = "../../graph-runtime/examples/update_assignment/resources.rs"]
#[allow(dead_code, unreachable_pub, missing_docs)]
mod resources;

/// One thing to do, in one of the ways to do it.
pub struct Case {
    /// What is done: `decode assignments`.
    pub what: &'static str,
    /// How: `ours`, `serde, tagged enum`.
    pub way: &'static str,
    run: Box<dyn FnMut()>,
}

impl Case {
    fn new<T>(what: &'static str, way: &'static str, mut run: impl FnMut() -> T + 'static) -> Self {
        Case {
            what,
            way,
            run: Box::new(move || {
                std::hint::black_box(run());
            }),
        }
    }

    /// Does it once, from the input to the result, which is dropped.
    ///
    /// Callgrind is told to count below this function alone.
    #[inline(never)]
    pub fn measured(&mut self) {
        (self.run)();
    }
}

/// All cases; those that do the same stand together.
pub fn cases() -> Vec<Case> {
    let mut cases = build::cases();
    cases.extend(decode::cases());
    cases.extend(encode::cases());
    cases
}
