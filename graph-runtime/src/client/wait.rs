//! How long to wait between two questions where the service does not say: no failure, so without chance.

use std::time::Duration;

/// The wait before the attempt with this number, from 1, where the service asks for none.
pub(super) fn back_off(attempt: u32) -> Duration {
    Duration::from_secs(1 << attempt.min(6)) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_half_a_minute() {
        let waits = [1, 2, 3, 7, 100].map(|attempt| back_off(attempt).as_secs());
        assert_eq!(waits, [1, 2, 4, 32, 32]);
    }
}
