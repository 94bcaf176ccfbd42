//! Exact decimal numbers: whole digits and how many of them stand behind the point.

use std::cmp::Ordering;
use std::fmt;

/// Digits of a fraction that has no end: 2/3.
const SIGNIFICANT: u32 = 15;
/// Digits behind the point at most; no text means more.
const LONGEST_SCALE: u32 = 30;

/// A number of up to 38 digits. What does not fit is `None` in every operation, so that nothing is ever rounded unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Decimal {
    negative: bool,
    digits: u128,
    /// How many of the digits stand behind the point.
    scale: u32,
}

impl Decimal {
    pub(super) const ONE: Self = Self::whole(1);
    pub(super) const HALF: Self = Self { negative: false, digits: 5, scale: 1 };

    pub(super) const fn whole(number: u128) -> Self {
        Self { negative: false, digits: number, scale: 0 }
    }

    /// With one more digit behind those that are there.
    pub(super) fn then(self, digit: u8, behind_point: bool) -> Option<Self> {
        let digits = self.digits.checked_mul(10)?.checked_add(digit.into())?;
        let scale = self.scale + u32::from(behind_point);
        (scale <= LONGEST_SCALE).then_some(Self { digits, scale, ..self })
    }

    pub(super) fn negated(self) -> Self {
        Self { negative: !self.negative && self.digits > 0, ..self }
    }

    pub(super) fn is_zero(self) -> bool {
        self.digits == 0
    }

    pub(super) fn is_whole(self) -> bool {
        self.scale == 0
    }

    pub(super) fn times_ten_to(self, power: u32) -> Option<Self> {
        let behind = power.min(self.scale);
        let digits = self.digits.checked_mul(10_u128.checked_pow(power - behind)?)?;
        Some(Self { digits, scale: self.scale - behind, ..self })
    }

    pub(super) fn over_ten_to(self, power: u32) -> Option<Self> {
        let scale = self.scale + power;
        let moved = Self { scale, ..self }.shortened();
        (moved.scale <= LONGEST_SCALE).then_some(moved)
    }

    /// The sum of two numbers that are not negative.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let digits = self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?;
        Some(Self { negative: false, digits, scale })
    }

    /// A quotient that has an end exactly, any other with so many digits as floating point has for certain.
    pub(super) fn over(self, divisor: Self) -> Option<Self> {
        let scale = self.scale.max(divisor.scale);
        let (mut rest, by) = (self.at_scale(scale)?, divisor.at_scale(scale)?);
        let mut quotient = Self { negative: self.negative != divisor.negative, digits: rest.checked_div(by)?, scale: 0 };
        rest %= by;
        while rest > 0 && quotient.scale < LONGEST_SCALE && quotient.digits < 10_u128.pow(SIGNIFICANT) {
            rest = rest.checked_mul(10)?;
            quotient.digits = quotient.digits.checked_mul(10)?.checked_add(rest / by)?;
            quotient.scale += 1;
            rest %= by;
        }
        // One digit more than is kept: it rounds the last.
        if rest > 0 && quotient.scale > 0 {
            quotient.digits = (quotient.digits + 5) / 10;
            quotient.scale -= 1;
        }
        Some(quotient.shortened())
    }

    /// Without zeros behind the point.
    fn shortened(mut self) -> Self {
        while self.scale > 0 && self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.scale -= 1;
        }
        self
    }

    fn at_scale(self, scale: u32) -> Option<u128> {
        self.digits.checked_mul(10_u128.checked_pow(scale.checked_sub(self.scale)?)?)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let scale = self.scale.max(other.scale);
        let (left, right) = (self.at_scale(scale)?, other.at_scale(scale)?);
        Some(match (self.negative, other.negative) {
            (false, false) => left.cmp(&right),
            (true, true) => right.cmp(&left),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        })
    }
}

/// The shortest form: no zeros at its end, none before its first digit but one before the point.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { negative, digits, scale } = self.shortened();
        let sign = if negative { "-" } else { "" };
        let power = 10_u128.pow(scale);
        let (whole, behind) = (digits / power, digits % power);
        if scale == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{behind:0width$}", width = scale as usize) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        let digits = |number: Decimal, digits: &str, behind| digits.bytes().try_fold(number, |number, b| number.then(b - b'0', behind));
        let (whole, behind) = text.trim_start_matches('-').split_once('.').unwrap_or((text.trim_start_matches('-'), ""));
        let number = digits(digits(Decimal::default(), whole, false).unwrap(), behind, true).unwrap();
        if text.starts_with('-') { number.negated() } else { number }
    }

    #[test]
    fn numbers_are_written_in_their_shortest_form() {
        for (written, shown) in [("0", "0"), ("-0", "0"), ("1.50", "1.5"), ("-0.05", "-0.05"), ("007", "7"), ("0.0", "0"), ("10", "10")] {
            assert_eq!(decimal(written).to_string(), shown);
        }
    }

    #[test]
    fn powers_and_sums_are_exact() {
        assert_eq!(decimal("1.05").times_ten_to(4).unwrap().to_string(), "10500");
        assert_eq!(decimal("1.05").times_ten_to(1).unwrap().to_string(), "10.5");
        assert_eq!(decimal("50").over_ten_to(3).unwrap().to_string(), "0.05");
        assert_eq!(decimal("0.1").plus(decimal("0.22")).unwrap().to_string(), "0.32");
        assert!(decimal("9").times_ten_to(38).is_none() && Decimal::whole(u128::MAX).plus(Decimal::ONE).is_none());
        assert!(Decimal::whole(u128::MAX).then(0, false).is_none());
    }

    #[test]
    fn quotients_without_an_end_have_fifteen_digits() {
        for (left, right, quotient) in
            [("3", "4", "0.75"), ("2", "3", "0.666666666666667"), ("-7", "12", "-0.583333333333333"), ("1", "3000", "0.000333333333333333")]
        {
            assert_eq!(decimal(left).over(decimal(right)).unwrap().to_string(), quotient);
        }
        assert!(decimal("1").over(decimal("0")).is_none());
    }

    #[test]
    fn order_is_that_of_the_values() {
        assert!(decimal("1.5") < decimal("12") && decimal("-3") < decimal("-2.5") && decimal("-1") < decimal("0.5"));
    }
}
