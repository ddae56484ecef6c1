//! Money, shares, and figures as a document states them.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// An exact sum of money in euros.
///
/// In JSON a string with up to two decimals (`"1225000.00"`), written with two. A JSON number is
/// refused: many programs read it as a binary fraction and lose cents.
///
/// ```
/// use selvitys::Money;
/// let sum: Money = "1225000.5".parse()?;
/// assert_eq!(sum.to_string(), "1225000.50");
/// assert!("12,5".parse::<Money>().is_err());
/// # Ok::<(), selvitys::MoneyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(Decimal);

/// Why a text is not a sum of money or a share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not {1}")]
pub struct MoneyError(String, &'static str);

const MONEY_PATTERN: &str = r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$";
const SHARE_PATTERN: &str = r"^-?[0-9]{1,3}(\.[0-9]{1,28})?$";
const MONEY_SHAPE: &str =
    "a sum of money: write digits, and a point before at most two decimals, such as `1225000.00`";
const SHARE_SHAPE: &str = "a share: write a decimal such as `0.80` for 80 %";

/// Digits, optionally a minus before and a point with decimals after; nothing else.
fn plain_decimal(text: &str, whole: usize, decimals: usize) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (before, after) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if all_digits(before, whole) && all_digits(after, decimals) {
        Decimal::from_str_exact(text).ok()
    } else {
        None
    }
}

impl Money {
    /// No money at all.
    pub const ZERO: Money = Money(Decimal::ZERO);

    /// A whole number of cents.
    pub fn from_cents(cents: i64) -> Self {
        Money(Decimal::new(cents, 2))
    }

    /// A sum that was computed: it may have fractions of a cent, which a document may not.
    pub(crate) fn parse_exact(text: &str) -> Option<Money> {
        plain_decimal(text, 20, 28).map(Money)
    }

    /// The exact decimal, in euros. It may have more than two decimals when it was computed.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// From an exact decimal, in euros.
    pub fn from_decimal(decimal: Decimal) -> Self {
        Money(decimal)
    }

    /// The part of this sum that a share stands for, exactly.
    #[must_use]
    pub fn times(self, share: Share) -> Self {
        Money(self.0 * share.0)
    }

    /// This sum as a share of another; nothing when the other is zero.
    pub fn share_of(self, whole: Money) -> Option<Share> {
        self.0.checked_div(whole.0).map(Share)
    }

    /// Whether it has no fraction of a cent.
    pub(crate) fn is_in_cents(self) -> bool {
        self.0.normalize().scale() <= 2
    }

    /// The greatest sum in whole cents that is not above this one.
    pub(crate) fn cents_below(self) -> Self {
        Money(
            self.0
                .round_dp_with_strategy(2, RoundingStrategy::ToNegativeInfinity),
        )
    }

    /// The least sum in whole cents that is not below this one.
    pub(crate) fn cents_above(self) -> Self {
        Money(
            self.0
                .round_dp_with_strategy(2, RoundingStrategy::ToPositiveInfinity),
        )
    }

    /// The distance from zero.
    #[must_use]
    pub fn abs(self) -> Self {
        Money(self.0.abs())
    }

    /// Whether it is less than nothing.
    pub(crate) fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        plain_decimal(text, 15, 2)
            .map(Money)
            .ok_or_else(|| MoneyError(text.to_owned(), MONEY_SHAPE))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Computed sums may hold fractions of a cent; nothing is rounded away in silence.
        let normal = self.0.normalize();
        if normal.scale() > 2 {
            write!(f, "{normal}")
        } else {
            write!(f, "{normal:.2}")
        }
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Money>>(sums: I) -> Money {
        sums.fold(Money::ZERO, Money::add)
    }
}

/// A share of a whole; `0.80` is 80 %.
///
/// In JSON a string, for the same reason as [`Money`].
///
/// ```
/// use selvitys::{Money, Share};
/// let share: Share = "0.80".parse()?;
/// assert_eq!(Money::from_cents(1_567_900_000).times(share), Money::from_cents(1_254_320_000));
/// # Ok::<(), selvitys::MoneyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Share(Decimal);

impl Share {
    /// Nothing: 0 %.
    pub(crate) const NONE: Share = Share(Decimal::ZERO);
    /// The whole: 100 %.
    pub const WHOLE: Share = Share(Decimal::ONE);

    /// The exact decimal; 1 is the whole.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// From an exact decimal; 1 is the whole.
    pub fn from_decimal(decimal: Decimal) -> Self {
        Share(decimal)
    }

    /// The least whole count that is at least this share of another; nothing when it is too great.
    pub(crate) fn of_count(self, whole: u64) -> Option<u64> {
        let least = self.0.checked_mul(Decimal::from(whole))?.ceil();
        u64::try_from(least).ok()
    }

    /// The share that one count is of another; nothing when the other is zero.
    pub fn of_counts(part: u64, whole: u64) -> Option<Share> {
        Decimal::from(part)
            .checked_div(Decimal::from(whole))
            .map(Share)
    }
}

impl FromStr for Share {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        plain_decimal(text, 3, 28)
            .map(Share)
            .ok_or_else(|| MoneyError(text.to_owned(), SHARE_SHAPE))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let normal = self.0.normalize();
        if normal.scale() > 2 {
            write!(f, "{normal}")
        } else {
            write!(f, "{normal:.2}")
        }
    }
}

/// Serde and schema for a decimal that stands in JSON as a string.
macro_rules! decimal_text {
    ($name:ident, $shape:expr, $pattern:expr, $description:literal, $example:literal) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Text;
                impl Visitor<'_> for Text {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($shape)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                from.deserialize_str(Text)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "description": $description,
                    "type": "string",
                    "pattern": $pattern,
                    "examples": [$example],
                })
            }
        }
    };
}

decimal_text!(
    Money,
    MONEY_SHAPE,
    MONEY_PATTERN,
    "Euros, exact, as a string: digits and at most two decimals. A JSON number is refused, because programs read it as a binary fraction and lose cents.",
    "1225000.00"
);
decimal_text!(
    Share,
    SHARE_SHAPE,
    SHARE_PATTERN,
    "A share of a whole, as a string: 0.80 is 80 %.",
    "0.80"
);

/// A sum as the document states it, with the precision that it was stated to.
///
/// In JSON a string when exact, else an object: "2,56 M€" is
/// `{"amount": "2560000.00", "nearest": "10000.00"}`, a sum somewhere from 2 555 000 to 2 565 000.
///
/// ```
/// use selvitys::Stated;
/// let headline: Stated =
///     serde_json::from_str(r#"{"amount": "12320000.00", "nearest": "10000.00"}"#)?;
/// assert_eq!(headline.lowest().to_string(), "12315000.00");
/// assert_eq!(headline.highest().to_string(), "12325000.00");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// The sum as stated.
    pub amount: Money,
    /// The unit that the sum was rounded to; absent when it is exact.
    pub nearest: Option<Money>,
}

impl Stated {
    /// An exact sum.
    pub fn exact(amount: Money) -> Self {
        Stated {
            amount,
            nearest: None,
        }
    }

    fn half_unit(self) -> Option<Money> {
        self.nearest.map(|unit| Money(unit.0.abs() / Decimal::TWO))
    }

    /// The lowest exact sum that rounds to what was stated.
    pub fn lowest(self) -> Money {
        self.half_unit()
            .map_or(self.amount, |half| self.amount - half)
    }

    /// The highest exact sum that rounds to what was stated.
    pub fn highest(self) -> Money {
        self.half_unit()
            .map_or(self.amount, |half| self.amount + half)
    }
}

impl Serialize for Stated {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.nearest {
            None => self.amount.serialize(to),
            Some(nearest) => {
                let mut object = to.serialize_struct("Stated", 2)?;
                object.serialize_field("amount", &self.amount)?;
                object.serialize_field("nearest", &nearest)?;
                object.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Stated {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Stated;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{MONEY_SHAPE}, or an object with `amount` and `nearest`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Stated, E> {
                text.parse().map(Stated::exact).map_err(E::custom)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Stated, A::Error> {
                let (mut amount, mut nearest) = (None, None);
                while let Some(key) = map.next_key::<Cow<'_, str>>()? {
                    match key.as_ref() {
                        "amount" => amount = Some(map.next_value()?),
                        "nearest" => nearest = Some(map.next_value()?),
                        other => {
                            return Err(de::Error::unknown_field(other, &["amount", "nearest"]));
                        }
                    }
                }
                let amount = amount.ok_or_else(|| de::Error::missing_field("amount"))?;
                let nearest = nearest.ok_or_else(|| de::Error::missing_field("nearest"))?;
                Ok(Stated {
                    amount,
                    nearest: Some(nearest),
                })
            }
        }
        from.deserialize_any(Either)
    }
}

impl JsonSchema for Stated {
    fn schema_name() -> Cow<'static, str> {
        "Stated".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let money = generator.subschema_for::<Money>();
        let described = |text: &str| {
            let mut money = money.clone();
            money.insert("description".to_owned(), text.into());
            money
        };
        json_schema!({
            "title": "Sum as stated",
            "description": "A sum as stated: exact as a string, or an object that keeps the unit it was rounded to.",
            "anyOf": [
                money,
                {
                    "type": "object",
                    "properties": {
                        "amount": described("The sum as the document states it, rounded."),
                        "nearest": described("To what it is rounded: `1000.00` for a sum in full thousands.")
                    },
                    "required": ["amount", "nearest"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_up_to_two_decimals_and_writes_two() {
        for (text, written) in [
            ("0", "0.00"),
            ("1225000", "1225000.00"),
            ("0.5", "0.50"),
            ("-12.34", "-12.34"),
            ("999999999999999.99", "999999999999999.99"),
        ] {
            assert_eq!(text.parse::<Money>().unwrap().to_string(), written);
        }
    }

    #[test]
    fn money_refuses_everything_else() {
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "1.234",
            "1 000",
            "1_000",
            "1e3",
            "12,5",
            "+1",
            " 1",
            "0x10",
            "--1",
            "1.2.3",
            "1000000000000000",
            "٣",
        ] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_json_number_is_refused_with_the_reason() {
        let error = serde_json::from_str::<Money>("12.5")
            .unwrap_err()
            .to_string();
        assert!(error.contains("sum of money"), "{error}");
    }

    #[test]
    fn a_rounded_sum_reaches_half_a_unit_both_ways() {
        let stated: Stated =
            serde_json::from_str(r#"{"amount":"2560000.00","nearest":"10000.00"}"#).unwrap();
        assert_eq!(stated.lowest(), Money::from_cents(255_500_000));
        assert_eq!(stated.highest(), Money::from_cents(256_500_000));
        assert_eq!(
            serde_json::to_string(&stated).unwrap(),
            r#"{"amount":"2560000.00","nearest":"10000.00"}"#
        );
    }

    #[test]
    fn fractions_of_a_cent_stay_visible() {
        let third = Money::from_cents(3333).times("0.80".parse().unwrap());
        assert_eq!(third.to_string(), "26.664");
    }

    #[test]
    fn a_fraction_of_a_cent_lies_between_two_cents() {
        for (sum, below, above) in [
            ("26.664", "26.66", "26.67"),
            ("26.66", "26.66", "26.66"),
            ("-26.664", "-26.67", "-26.66"),
            ("0.0001", "0.00", "0.01"),
        ] {
            let sum = Money::parse_exact(sum).unwrap();
            assert_eq!(sum.cents_below().to_string(), below);
            assert_eq!(sum.cents_above().to_string(), above);
            assert_eq!(sum.is_in_cents(), below == above);
        }
    }
}
