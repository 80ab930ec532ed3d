//! The faults that are still to come.

use hyper::http::request::Parts;

use super::{Fault, On, RandomFaults};

/// Scripted faults, in the order in which they were added, and random ones.
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

    /// The fault that a request meets: the first scripted one that is left for it, or a random one.
    pub(crate) fn meet(&mut self, head: &Parts) -> Option<Fault> {
        self.meet_any(head, |_| true)
    }

    /// Like [`meet`](Self::meet), of the faults that can happen to a part of a batch.
    pub(crate) fn meet_in_batch(&mut self, head: &Parts) -> Option<Fault> {
        self.meet_any(head, Fault::fits_batch)
    }

    fn meet_any(&mut self, head: &Parts, can_happen: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let mut met = None;
        for (on, fault) in &mut self.scripted {
            if can_happen(fault) && on.fits(head) && on.take() {
                met = Some(fault.clone());
                break;
            }
        }
        if met.is_some() {
            self.scripted.retain(|(on, _)| !on.is_used_up());
            return met;
        }
        self.random.as_mut()?.meet(head).filter(can_happen)
    }
}
