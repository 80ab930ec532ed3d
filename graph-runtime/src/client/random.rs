//! Random numbers, drawn from the system for many requests at once: a request costs no system call for its id.
//!
//! For ids and waits, which are no secrets.

use std::sync::{Mutex, PoisonError};

use rustls::crypto::{GetRandomFailed, SecureRandom};

/// The ids of 64 requests.
const DRAWN: usize = 64 * 16;

pub(super) struct Random {
    source: &'static dyn SecureRandom,
    drawn: Mutex<Vec<u8>>,
}

impl Random {
    pub(super) fn new(source: &'static dyn SecureRandom) -> Self {
        let drawn = Mutex::new(Vec::new());
        Random { source, drawn }
    }

    /// Bytes that nobody else gets.
    pub(super) fn bytes<const COUNT: usize>(&self) -> Result<[u8; COUNT], GetRandomFailed> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.len() < COUNT {
            let mut fresh = vec![0; DRAWN.max(COUNT)];
            self.source.fill(&mut fresh)?;
            *drawn = fresh;
        }
        let (rest, bytes) = drawn.split_last_chunk().ok_or(GetRandomFailed)?;
        let (left, bytes) = (rest.len(), *bytes);
        drawn.truncate(left);
        Ok(bytes)
    }

    /// From 0 to 1. Without a random number it is 1, so that the wait is the longest.
    pub(super) fn fraction(&self) -> f64 {
        match self.bytes() {
            Ok(bytes) => f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX),
            Err(_) => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_bytes_are_given_out_twice() {
        let random = Random::new(rustls::crypto::ring::default_provider().secure_random);
        let mut ids: Vec<[u8; 16]> = (0..200)
            .map(|_| random.bytes().expect("the system has some"))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 200);
    }

    #[derive(Debug)]
    struct Broken;

    impl SecureRandom for Broken {
        fn fill(&self, _: &mut [u8]) -> Result<(), GetRandomFailed> {
            Err(GetRandomFailed)
        }
    }

    #[test]
    fn what_the_system_does_not_give_is_not_made_up() {
        let random = Random::new(&Broken);
        assert!(random.bytes::<16>().is_err());
        assert!(random.bytes::<4>().is_err());
    }
}
