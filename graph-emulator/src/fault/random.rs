//! Faults by a seed.

use std::collections::HashMap;

use hyper::http::request::Parts;

use super::{Fault, On};

/// Faults that meet a share of all requests, chosen by a seed.
///
/// Whether a request meets one depends on the seed, its method, its target and how many of the same method and target came before it,
/// and not on what other requests there are: a program of many tasks meets the same faults in every run.
///
/// ```
/// use graph_emulator::{Fault, RandomFaults};
///
/// let faults = RandomFaults::seeded(7)
///     .rate(0.3)
///     .with(3, Fault::throttled().retry_after("0.05")) // three times as often as
///     .with(1, Fault::reset_after())
///     .most_in_a_row(4);
/// ```
#[derive(Clone, Debug)]
#[must_use = "it has to be given to the builder"]
pub struct RandomFaults {
    seed: u64,
    rate: f64,
    mix: Vec<(u32, Fault)>,
    on: On,
    most_in_a_row: u32,
    /// By a request's hash: how many came, and how many of the last ones met a fault.
    met: HashMap<u64, (u32, u32)>,
}

impl RandomFaults {
    /// One request in ten meets a fault, unless [`rate`](Self::rate) says otherwise; it is one that a client can recover from,
    /// unless [`with`](Self::with) names others.
    pub fn seeded(seed: u64) -> Self {
        Self {
            seed,
            rate: 0.1,
            mix: Vec::new(),
            on: On::any().always(),
            most_in_a_row: u32::MAX,
            met: HashMap::new(),
        }
    }

    /// The share of the requests, from 0 to 1.
    pub fn rate(mut self, rate: f64) -> Self {
        self.rate = rate;
        self
    }

    /// Adds a fault to the mix, as often as its weight is part of all weights.
    pub fn with(mut self, weight: u32, fault: Fault) -> Self {
        self.mix.push((weight, fault));
        self
    }

    /// Among these requests only, however many: `times` and `after` count for nothing here.
    pub fn on(mut self, on: On) -> Self {
        self.on = on;
        self
    }

    /// After this many faults in a row, the next request of the same method and target gets through.
    pub fn most_in_a_row(mut self, faults: u32) -> Self {
        self.most_in_a_row = faults;
        self
    }

    pub(crate) fn meet(&mut self, head: &Parts) -> Option<Fault> {
        if !self.on.fits(head) {
            return None;
        }
        let request = hash(head.method.as_str().as_bytes(), self.seed);
        let target = head.uri.path_and_query().map_or("", |whole| whole.as_str());
        let request = hash(target.as_bytes(), request);
        let (came, in_a_row) = self.met.entry(request).or_default();
        *came += 1;
        let drawn = mix(request.wrapping_add(u64::from(*came)));
        // 53 bits are what a float holds.
        let share = (drawn >> 11) as f64 / (1_u64 << 53) as f64;
        if share >= self.rate || *in_a_row >= self.most_in_a_row {
            *in_a_row = 0;
            return None;
        }
        *in_a_row += 1;
        Some(self.choose(mix(drawn)))
    }

    fn choose(&self, drawn: u64) -> Fault {
        let total: u64 = self.mix.iter().map(|(weight, _)| u64::from(*weight)).sum();
        if total == 0 {
            return match drawn % 6 {
                0 => Fault::throttled().retry_after("1"),
                1 => Fault::status(503),
                2 => Fault::status(504),
                3 => Fault::reset_before(),
                4 => Fault::reset_after(),
                _ => Fault::truncated(),
            };
        }
        let mut left = drawn % total;
        for (weight, fault) in &self.mix {
            match left.checked_sub(u64::from(*weight)) {
                Some(rest) => left = rest,
                None => return fault.clone(),
            }
        }
        Fault::status(503)
    }
}

/// FNV-1a: the same on every machine and in every version.
fn hash(bytes: &[u8], seed: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ mix(seed);
    bytes.iter().fold(start, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// SplitMix64.
fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use hyper::Request;

    fn head(target: &str) -> Parts {
        Request::get(target).body(()).unwrap().into_parts().0
    }

    fn names(faults: &mut RandomFaults, targets: impl Iterator<Item = u32>) -> Vec<String> {
        targets
            .map(|target| {
                let met = faults.meet(&head(&format!("/v1.0/users/{target}")));
                met.map_or(String::new(), |fault| fault.name().to_owned())
            })
            .collect()
    }

    #[test]
    fn a_seed_says_it_all_and_the_order_nothing() {
        let faults = RandomFaults::seeded(3).rate(0.5);
        let forth = names(&mut faults.clone(), 0..100);
        let mut back = names(&mut faults.clone(), (0..100).rev());
        back.reverse();
        assert_eq!(forth, back);
        assert_ne!(forth, names(&mut RandomFaults::seeded(4).rate(0.5), 0..100));
    }

    #[test]
    fn the_rate_and_the_weights_are_kept() {
        let mut faults = RandomFaults::seeded(1)
            .rate(0.3)
            .with(3, Fault::throttled())
            .with(1, Fault::reset_after())
            .with(0, Fault::silent());
        let met = names(&mut faults, 0..10_000);
        let count = |name: &str| met.iter().filter(|met| *met == name).count();
        assert!((2100..2400).contains(&count("429")), "{}", count("429"));
        assert!((650..850).contains(&count("reset after")));
        assert_eq!(count("silent"), 0);
    }

    #[test]
    fn no_request_is_refused_for_ever() {
        let mut faults = RandomFaults::seeded(1).rate(1.0).most_in_a_row(2);
        let met = names(&mut faults, std::iter::repeat_n(0, 9));
        assert_eq!(met.iter().filter(|met| met.is_empty()).count(), 3);
        assert!(met[2].is_empty() && met[5].is_empty() && met[8].is_empty());
    }
}
