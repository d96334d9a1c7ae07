//! Where a number lies between the ends of an axis. Whole numbers only, so that nothing is rounded but at the end.

/// The most parts that an axis is divided into.
const PARTS_MAX: i128 = 4;

/// An axis from a round number to a round number, nought among them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scale {
    low: i128,
    high: i128,
    step: i128,
}

impl Scale {
    /// An axis for all of `values`, whose steps are 1, 2 or 5 times a power of ten of `whole`.
    pub(super) fn over(values: impl Iterator<Item = i64>, whole: i64) -> Self {
        let (least, most) = values.fold((0, 0), |(least, most), value| (value.min(least), value.max(most)));
        let (least, most, whole) = (i128::from(least), i128::from(most), i128::from(whole.max(1)));
        let mut steps = (0..).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i128.pow(power) * whole));
        let fits = |step: &i128| up(most, *step) - down(least, *step) <= PARTS_MAX * step;
        let step = steps.find(fits).unwrap_or(whole);
        let (low, high) = (down(least, step), up(most, step));
        // An axis has a length, whatever is on it.
        Self { low, high: if low == high { step } else { high }, step }
    }

    /// The round numbers on it.
    pub(super) fn ticks(&self) -> Vec<i64> {
        let count = (self.high - self.low) / self.step;
        (0..=count).filter_map(|at| i64::try_from(self.low + at * self.step).ok()).collect()
    }

    /// How far along `value` is, in hundredths of a percent.
    pub(super) fn place(&self, value: i64) -> i64 {
        let along = (i128::from(value) - self.low) * 10_000 / (self.high - self.low);
        i64::try_from(along.clamp(0, 10_000)).unwrap_or(0)
    }
}

fn up(value: i128, step: i128) -> i128 {
    -(-value).div_euclid(step) * step
}

fn down(value: i128, step: i128) -> i128 {
    value.div_euclid(step) * step
}

/// Hundredths of a percent as SVG takes them.
pub(super) fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
