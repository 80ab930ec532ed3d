//! Decides which fault a request gets.

use hyper::http::request::Parts;

use super::{Fault, On, RandomFaults};

/// The scripted faults, in the order in which they were added, and the random ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    scripted: Vec<(On, Fault)>,
    pub(crate) random: Option<RandomFaults>,
}

impl Plan {
    pub(crate) fn add(&mut self, on: On, fault: Fault) {
        self.scripted.push((on, fault));
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes the fault for a request: the first scripted one that matches, otherwise a random one.
    pub(crate) fn next(&mut self, head: &Parts) -> Option<Fault> {
        self.take(head, |_| true)
    }

    /// Takes the fault for a request of a batch; see [`Fault::applies_in_batch`].
    pub(crate) fn next_in_batch(&mut self, head: &Parts) -> Option<Fault> {
        self.take(head, Fault::applies_in_batch)
    }

    fn take(&mut self, head: &Parts, applies: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let mut taken = None;
        for (on, fault) in &mut self.scripted {
            if applies(fault) && on.matches(head) && on.take() {
                taken = Some(fault.clone());
                break;
            }
        }
        if taken.is_some() {
            self.scripted.retain(|(on, _)| !on.is_used_up());
            return taken;
        }
        self.random.as_mut()?.next(head).filter(applies)
    }
}
