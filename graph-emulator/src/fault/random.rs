//! Chooses faults at random, reproducibly by a seed.

use std::collections::HashMap;

use hyper::http::request::Parts;

use super::{Fault, On};

/// Random faults for a share of all requests, chosen by a seed.
///
/// The choice depends only on the seed, the method, the target and the number of earlier requests with the same method and target.
/// It does not depend on other requests: a program with many tasks gets the same faults in each run.
///
/// ```
/// use graph_emulator::{Fault, RandomFaults};
///
/// let faults = RandomFaults::seeded(7)
///     .rate(0.3)
///     .with(3, Fault::throttled().retry_after("0.05")) // three times as often as the next
///     .with(1, Fault::reset_after())
///     .max_consecutive(4);
/// ```
#[derive(Clone, Debug)]
#[must_use = "random faults have no effect until they are given to the builder"]
pub struct RandomFaults {
    seed: u64,
    rate: f64,
    mix: Vec<(u32, Fault)>,
    on: On,
    max_consecutive: u32,
    /// The number of requests, and the number of consecutive faults, by the hash of the request.
    counts: HashMap<u64, (u32, u32)>,
}

impl RandomFaults {
    /// Creates faults for one request in ten. They are faults that a client can recover from, unless [`with`](Self::with) adds
    /// others. [`rate`](Self::rate) changes the share.
    pub fn seeded(seed: u64) -> Self {
        Self {
            seed,
            rate: 0.1,
            mix: Vec::new(),
            on: On::any().always(),
            max_consecutive: u32::MAX,
            counts: HashMap::new(),
        }
    }

    /// Sets the share of requests that get a fault, from 0 to 1.
    pub fn rate(mut self, rate: f64) -> Self {
        self.rate = rate;
        self
    }

    /// Adds a fault to the mix. Its share of the faults is its weight divided by the sum of all weights.
    pub fn with(mut self, weight: u32, fault: Fault) -> Self {
        self.mix.push((weight, fault));
        self
    }

    /// Restricts the faults to matching requests. [`On::times`] and [`On::after`] have no effect here.
    pub fn on(mut self, on: On) -> Self {
        self.on = on;
        self
    }

    /// Limits the number of consecutive faults for requests with the same method and target.
    pub fn max_consecutive(mut self, faults: u32) -> Self {
        self.max_consecutive = faults;
        self
    }

    pub(crate) fn next(&mut self, head: &Parts) -> Option<Fault> {
        if !self.on.matches(head) {
            return None;
        }
        let request = hash(head.method.as_str().as_bytes(), self.seed);
        let target = head.uri.path_and_query().map_or("", |whole| whole.as_str());
        let request = hash(target.as_bytes(), request);
        let (count, consecutive) = self.counts.entry(request).or_default();
        *count += 1;
        let drawn = mix(request.wrapping_add(u64::from(*count)));
        // The mantissa of an `f64` has 53 bits.
        let share = (drawn >> 11) as f64 / (1_u64 << 53) as f64;
        if share >= self.rate || *consecutive >= self.max_consecutive {
            *consecutive = 0;
            return None;
        }
        *consecutive += 1;
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
        let mut remaining = drawn % total;
        for (weight, fault) in &self.mix {
            match remaining.checked_sub(u64::from(*weight)) {
                Some(rest) => remaining = rest,
                None => return fault.clone(),
            }
        }
        Fault::status(503)
    }
}

/// Hashes by FNV-1a, which gives the same result on every machine and in every version.
fn hash(bytes: &[u8], seed: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ mix(seed);
    bytes.iter().fold(start, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Mixes the bits of a number by SplitMix64.
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
                let met = faults.next(&head(&format!("/v1.0/users/{target}")));
                met.map_or(String::new(), |fault| fault.name().to_owned())
            })
            .collect()
    }

    #[test]
    fn faults_depend_on_the_seed_and_not_on_the_order() {
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
    fn consecutive_faults_are_limited() {
        let mut faults = RandomFaults::seeded(1).rate(1.0).max_consecutive(2);
        let met = names(&mut faults, std::iter::repeat_n(0, 9));
        assert_eq!(met.iter().filter(|met| met.is_empty()).count(), 3);
        assert!(met[2].is_empty() && met[5].is_empty() && met[8].is_empty());
    }
}
