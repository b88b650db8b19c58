//! How measurements are spread.

use serde_json::{Value, json};

/// Measurements of one thing, milliseconds.
#[derive(Default)]
pub struct Spread(Vec<f64>);

impl Spread {
    pub fn add(&mut self, milliseconds: f64) {
        self.0.push(milliseconds);
    }

    /// The value that so many of a hundred are at most; nothing of nothing.
    pub fn percentile(&self, hundredths: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let place = (sorted.len() * hundredths).div_ceil(100).saturating_sub(1);
        sorted.get(place).copied().unwrap_or(f64::NAN)
    }

    pub fn report(&self) -> Value {
        json!({
            "count": self.0.len(),
            "p50": rounded(self.percentile(50)),
            "p99": rounded(self.percentile(99)),
            "max": rounded(self.percentile(100)),
        })
    }
}

/// To the microsecond, or the thousandth.
pub fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_measurements_that_were_made() {
        let mut spread = Spread::default();
        for number in (1..=200).rev() {
            spread.add(f64::from(number));
        }
        let found = [50, 99, 100].map(|part| rounded(spread.percentile(part)));
        assert_eq!(found.map(|found| found.to_string()), ["100", "198", "200"]);
    }
}
