//! Random numbers, drawn from the system for many requests at once, and the ids made of them: a request costs no system call for
//! its id, and writes none.
//!
//! For ids and waits, which are no secrets.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use rustls::crypto::{GetRandomFailed, SecureRandom};
use uuid::fmt::Hyphenated;

/// How many ids are made at once.
const IDS: usize = 64;

/// How many bytes are drawn at once.
const DRAWN: usize = IDS * size_of::<uuid::Bytes>();

pub(crate) struct Random {
    source: &'static dyn SecureRandom,
    drawn: Mutex<Vec<u8>>,
    /// One behind the other.
    ids: Mutex<Bytes>,
}

impl Random {
    pub(crate) fn new(source: &'static dyn SecureRandom) -> Self {
        Random {
            source,
            drawn: Mutex::default(),
            ids: Mutex::default(),
        }
    }

    /// The text of a GUID that nobody else gets.
    pub(crate) fn id(&self) -> Result<Bytes, GetRandomFailed> {
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        if ids.is_empty() {
            *ids = self.fresh_ids()?;
        }
        Ok(ids.split_to(Hyphenated::LENGTH))
    }

    #[cold]
    fn fresh_ids(&self) -> Result<Bytes, GetRandomFailed> {
        let mut ids = Vec::with_capacity(IDS * Hyphenated::LENGTH);
        for _ in 0..IDS {
            let id = uuid::Builder::from_random_bytes(self.bytes()?).into_uuid();
            let mut text = [0; Hyphenated::LENGTH];
            ids.extend_from_slice(id.hyphenated().encode_lower(&mut text).as_bytes());
        }
        Ok(ids.into())
    }

    /// Bytes that nobody else gets.
    pub(crate) fn bytes<const COUNT: usize>(&self) -> Result<[u8; COUNT], GetRandomFailed> {
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
    pub(crate) fn fraction(&self) -> f64 {
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
    fn nothing_is_given_out_twice() {
        let random = Random::new(rustls::crypto::ring::default_provider().secure_random);
        let mut given: Vec<[u8; 16]> = (0..100)
            .map(|_| random.bytes().expect("the system has some"))
            .collect();
        given.extend((0..100).map(|_| {
            let id = random.id().expect("the system has some");
            let id = uuid::Uuid::try_parse_ascii(&id).expect("it is the text of a GUID");
            id.into_bytes()
        }));
        given.sort_unstable();
        given.dedup();
        assert_eq!(given.len(), 200);
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
        assert!(random.id().is_err());
    }
}
