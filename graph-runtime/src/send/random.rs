//! Random numbers for waits, which are no secrets.

use uuid::Uuid;

/// A random number from 0 to 1.
pub(crate) fn fraction() -> f64 {
    // The first 32 bits of a UUID of version 4 are random: RFC 9562, section 5.4.
    let (bits, ..) = Uuid::new_v4().as_fields();
    f64::from(bits) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_differ_and_stay_between_0_and_1() {
        let mut drawn: Vec<f64> = (0..100).map(|_| fraction()).collect();
        assert!(drawn.iter().all(|number| (0.0..=1.0).contains(number)));
        drawn.sort_unstable_by(f64::total_cmp);
        drawn.dedup();
        // Two of a hundred are alike once in a million runs.
        assert!(drawn.len() >= 99, "{drawn:?}");
        assert!(drawn[0] < 0.5 && drawn[drawn.len() - 1] > 0.5, "{drawn:?}");
    }
}
