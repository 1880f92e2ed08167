//! Seeded random numbers for the simulations.

/// A 64-bit linear congruential generator (Knuth's MMIX constants); the high bits are used.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn seeded(seed: u64) -> Self {
        let mut random = Self(seed);
        random.unit();
        random
    }

    /// A number above 0 and below 1.
    pub(crate) fn unit(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// A waiting time of mean 1.
    pub(crate) fn waiting_time(&mut self) -> f64 {
        -self.unit().ln()
    }

    /// A standard normal number (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (2.0 * self.waiting_time()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }
}
