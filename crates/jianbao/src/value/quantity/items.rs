//! The pieces of a number, and what they add up to.

use super::decimal::Decimal;

/// Pieces of a number at most: 9999兆9999亿9999万9999 has thirty.
const MOST: usize = 40;

#[derive(Debug, Clone, Copy)]
pub(super) enum Item {
    Han(u8),
    /// 0-9; `None` if they are too many
    Arabic(Option<Decimal>),
    Power(u8),
    Several,
    /// What stands behind 点
    Behind(Option<Decimal>),
}

/// The pieces of a number, in order.
#[derive(Debug)]
pub(super) struct Items {
    items: [Item; MOST],
    count: usize,
}

impl Items {
    pub(super) const fn new() -> Self {
        Self { items: [Item::Several; MOST], count: 0 }
    }

    pub(super) fn push(&mut self, item: Item) {
        if let Some(slot) = self.items.get_mut(self.count) {
            *slot = item;
        }
        self.count += 1;
    }

    /// How many there are, more than are kept if there are too many.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn overflows(&self) -> bool {
        self.count > MOST
    }

    pub(super) fn last(&self) -> Option<Item> {
        self.known().last().copied()
    }

    pub(super) fn known(&self) -> &[Item] {
        &self.items[..self.count.min(MOST)]
    }

    pub(super) fn has_two_values(&self) -> bool {
        let pairs = self.known().windows(2).any(|two| matches!(two, [Item::Han(low), Item::Han(_)] if *low > 0));
        pairs || self.known().iter().any(|item| matches!(item, Item::Several))
    }

    pub(super) fn tail(&self) -> (u32, u32) {
        let powers = self.known().iter().rev().map_while(|item| match item {
            Item::Power(power) => Some(u32::from(*power)),
            _ => None,
        });
        powers.fold((0, 0), |(all, big), power| (all + power, if power >= 4 { big + power } else { big }))
    }

    /// Adds up: the lower value, or the upper one of a number that has two.
    pub(super) fn value(&self, upper: bool) -> Option<Decimal> {
        let (mut total, mut section) = (Decimal::default(), Decimal::default());
        let mut digit: Option<Decimal> = None;
        let mut single = true;
        // The power that a digit at the end counts one less than: 两百五.
        let mut short: u8 = 0;
        let items = self.known();
        for (place, item) in items.iter().enumerate() {
            let next = items.get(place + 1);
            match *item {
                Item::Han(0) => (short, digit) = (0, None),
                Item::Han(number) => {
                    let is_low = matches!(next, Some(Item::Han(_)));
                    let is_high =
                        matches!(place.checked_sub(1).and_then(|before| items.get(before)), Some(Item::Han(before)) if *before > 0);
                    if !(is_low && upper || is_high && !upper) {
                        (digit, single) = (Some(Decimal::whole(number.into())), true);
                    }
                }
                Item::Arabic(number) => {
                    let number = number?;
                    (digit, single) = (Some(number), number < Decimal::whole(10) && number.is_whole());
                }
                Item::Several => {
                    let is_some = place == 0 || matches!(next, Some(Item::Power(1..=3)));
                    let number = if upper {
                        9
                    } else if is_some {
                        2
                    } else {
                        0
                    };
                    // Between 百 and 万 it is a last digit too: 一百零几万.
                    (digit, short) = (Some(Decimal::whole(number)), 0);
                }
                Item::Power(power @ 1..=3) => {
                    let times = digit.take().unwrap_or(Decimal::ONE).times_ten_to(power.into())?;
                    section = section.plus(times)?;
                    short = if power > 1 { power } else { 0 };
                }
                Item::Power(power) => {
                    section = section.plus(digit.take().unwrap_or_default())?;
                    // 万 alone is one of them; 万亿 is one 万 of 亿.
                    if section.is_zero() && (total.is_zero() && place == 0) {
                        section = Decimal::ONE;
                    }
                    let last_big = items[..place].iter().rev().find_map(|item| match item {
                        Item::Power(before) if *before >= 4 => Some(*before),
                        _ => None,
                    });
                    if last_big.is_none_or(|before| power < before) {
                        total = total.plus(section.times_ten_to(power.into())?)?;
                    } else {
                        total = total.plus(section)?.times_ten_to(power.into())?;
                    }
                    (section, short) = (Decimal::default(), power);
                }
                Item::Behind(behind) => {
                    let whole = total.plus(section)?.plus(Self::last_digit(digit.take(), short, single)?)?;
                    (total, section, short) = (Decimal::default(), Decimal::default(), 0);
                    (digit, single) = (Some(whole.plus(behind?)?), false);
                }
            }
        }
        total.plus(section)?.plus(Self::last_digit(digit, short, single)?)
    }

    /// A digit right behind 百, 千, 万 counts the power below: 两百五, 三万五.
    fn last_digit(digit: Option<Decimal>, short: u8, single: bool) -> Option<Decimal> {
        let digit = digit.unwrap_or_default();
        let is_short = short > 1 && single;
        if is_short { digit.times_ten_to(u32::from(short) - 1) } else { Some(digit) }
    }
}

/// Digits one after the other.
pub(super) fn row_value(row: &[Item]) -> Option<Decimal> {
    row.iter().try_fold(Decimal::default(), |number, item| match item {
        Item::Han(digit) => number.then(*digit, false),
        _ => None,
    })
}

/// Whether two digits side by side mean one or the other: 三四, 一两, 三五.
pub(super) fn is_pair(low: u8, high: u8) -> bool {
    low > 0 && (high == low + 1 || (low, high) == (3, 5))
}
