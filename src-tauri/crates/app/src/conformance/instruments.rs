//! A clock that jumps, and randomness that is the same every run.

#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::TimeDelta;
use keytower_domain::key_box::OpeningKey;
use keytower_domain::time::Instant;

use crate::{Clock, Entropy};

/// The opening key of the stores that the suite works on: they are sealed by its public half.
#[must_use]
pub fn opening_key() -> OpeningKey {
    OpeningKey::new(&[7; 32])
}

/// A clock that stands still until it is told to jump, forward or back.
pub struct JumpingClock(AtomicI64);

impl JumpingClock {
    /// Stands at an instant.
    #[must_use]
    pub fn at(instant: Instant) -> Self {
        Self(AtomicI64::new(instant.timestamp_millis()))
    }

    /// Jumps by so much; back when it is negative.
    pub fn jump(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }

    /// Jumps to an instant.
    pub fn set(&self, instant: Instant) {
        self.0.store(instant.timestamp_millis(), Ordering::SeqCst);
    }
}

impl Clock for JumpingClock {
    fn now(&self) -> Instant {
        Instant::from_timestamp_millis(self.0.load(Ordering::SeqCst)).expect("test clocks stay in range")
    }
}

/// Bytes of `SplitMix64` from a seed: the same ids every run.
pub struct SeededEntropy(AtomicU64);

impl SeededEntropy {
    /// From a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// The next number.
    pub fn next(&self) -> u64 {
        let state = self
            .0
            .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst)
            .wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    pub fn below(&self, bound: usize) -> usize {
        let drawn = self.next() % u64::try_from(bound).expect("bounds are small");
        usize::try_from(drawn).expect("below a small bound")
    }

    /// One of several.
    pub fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() {
            None
        } else {
            from.get(self.below(from.len()))
        }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
    }
}
