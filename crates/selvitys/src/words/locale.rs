//! Numbers, money, shares and dates as each language writes them.

use fixed_decimal::Decimal as Fixed;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale_core::locale;
use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::{Lang, Money, PartialDate, Share};

/// Between a number and its unit, so that they stay on one line.
const NO_BREAK: char = '\u{a0}';

/// Writes values in one language.
pub(crate) struct Locale {
    lang: Lang,
    numbers: Option<DecimalFormatter>,
}

impl Locale {
    pub(crate) fn new(lang: Lang) -> Self {
        let locale = match lang {
            Lang::Fi => locale!("fi"),
            Lang::Sv => locale!("sv-FI"),
            // English as it is written in Finland would use a comma; readers of English reports
            // expect a point.
            Lang::En => locale!("en-GB"),
        };
        let options = DecimalFormatterOptions::default();
        Locale {
            lang,
            numbers: DecimalFormatter::try_new(locale.into(), options).ok(),
        }
    }

    /// A number as it stands, digits grouped.
    pub(crate) fn number(&self, number: Decimal) -> String {
        let plain = number.to_string();
        let fixed = plain.parse::<Fixed>().ok();
        match (&self.numbers, fixed) {
            (Some(numbers), Some(fixed)) => numbers.format(&fixed).to_string(),
            _ => plain,
        }
    }

    pub(crate) fn count(&self, count: u64) -> String {
        self.number(Decimal::from(count))
    }

    /// Euros with cents; fractions of a cent only where there are any.
    pub(crate) fn money(&self, sum: Money) -> String {
        let mut sum = sum.decimal().normalize();
        if sum.scale() < 2 {
            sum.rescale(2);
        }
        self.euros(&self.number(sum))
    }

    /// A figure of a table whose heading names the unit.
    pub(crate) fn cell(&self, sum: Money) -> String {
        let mut sum = sum.decimal().normalize();
        if sum.scale() < 2 {
            sum.rescale(2);
        }
        self.number(sum)
    }

    fn euros(&self, number: &str) -> String {
        match self.lang {
            Lang::Fi | Lang::Sv => format!("{number}{NO_BREAK}€"),
            // The sign stands before the currency: −€5, not €−5.
            Lang::En => match number.strip_prefix('-') {
                Some(positive) => format!("−€{positive}"),
                None => format!("€{number}"),
            },
        }
    }

    /// Per cent with as many decimals as there are, at most two; what was rounded says so, and has
    /// as many more as show on which side of the rounded figure it lies: ≈ 79.9999 % is not 80 %.
    pub(crate) fn share(&self, share: Share) -> String {
        let (text, rounded) = self.percent(share);
        let sign = match self.lang {
            Lang::Fi | Lang::Sv => format!("{text}{NO_BREAK}%"),
            Lang::En => format!("{text}%"),
        };
        if rounded {
            format!("≈{NO_BREAK}{sign}")
        } else {
            sign
        }
    }

    /// A difference of shares as a number of percentage points.
    pub(crate) fn points(&self, points: Share) -> String {
        let (text, rounded) = self.percent(points);
        if rounded {
            format!("≈{NO_BREAK}{text}")
        } else {
            text
        }
    }

    fn percent(&self, share: Share) -> (String, bool) {
        let (shown, rounded) = Self::shown_percent(share);
        (self.number(shown), rounded)
    }

    /// The number of per cent that is shown, and whether it was rounded.
    pub(crate) fn shown_percent(share: Share) -> (Decimal, bool) {
        let exact = (share.decimal() * Decimal::ONE_HUNDRED).normalize();
        let rounded =
            |places| exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        let two = rounded(2);
        let close = two != exact && (two - exact).abs() < Decimal::new(5, 4);
        let telling = (3..=exact.scale()).map(rounded).find(|more| *more != two);
        let shown = telling.filter(|_| close).unwrap_or(two);
        (shown.normalize(), shown != exact)
    }

    pub(crate) fn date(&self, day: Date) -> String {
        match self.lang {
            Lang::Fi | Lang::Sv => format!("{}.{}.{}", day.day(), day.month(), day.year()),
            Lang::En => format!(
                "{}{NO_BREAK}{}{NO_BREAK}{}",
                day.day(),
                ENGLISH_MONTHS
                    .get(usize::from(day.month().unsigned_abs()) - 1)
                    .unwrap_or(&""),
                day.year()
            ),
        }
    }

    /// A date as coarse as it is: `2022`, `10/2022`, `31.10.2022`.
    pub(crate) fn partial(&self, date: PartialDate) -> String {
        match (date, self.lang) {
            (PartialDate::Year(year), _) => year.to_string(),
            (PartialDate::Month(year, month), Lang::En) => {
                let name = ENGLISH_MONTHS.get(usize::from(month.unsigned_abs()) - 1);
                format!("{}{NO_BREAK}{year}", name.unwrap_or(&""))
            }
            (PartialDate::Month(year, month), _) => format!("{month}/{year}"),
            (PartialDate::Day(day), _) => self.date(day),
        }
    }

    /// From one date to another.
    pub(crate) fn period(&self, start: PartialDate, end: PartialDate) -> String {
        format!("{}–{}", self.partial(start), self.partial(end))
    }
}

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_values_its_own_way() {
        let sum = Money::from_cents(122_500_000);
        let loss = Money::from_cents(-123_450);
        let share: Share = "0.80".parse().unwrap();
        let eighth: Share = "0.0702".parse().unwrap();
        let day: Date = "2022-10-31".parse().unwrap();
        let rows = [
            (
                Lang::Fi,
                "1 225 000,00 €",
                "−1 234,50 €",
                "80 %",
                "7,02 %",
                "31.10.2022",
            ),
            (
                Lang::Sv,
                "1 225 000,00 €",
                "−1 234,50 €",
                "80 %",
                "7,02 %",
                "31.10.2022",
            ),
            (
                Lang::En,
                "€1,225,000.00",
                "−€1,234.50",
                "80%",
                "7.02%",
                "31 October 2022",
            ),
        ];
        for (lang, money, negative, percent, small, date) in rows {
            let locale = Locale::new(lang);
            let plain = |text: String| text.replace(NO_BREAK, " ");
            assert_eq!(plain(locale.money(sum)), money);
            assert_eq!(plain(locale.money(loss)), negative);
            assert_eq!(plain(locale.share(share)), percent);
            assert_eq!(plain(locale.share(eighth)), small);
            assert_eq!(plain(locale.date(day)), date);
        }
    }

    #[test]
    fn what_is_rounded_says_so() {
        let locale = Locale::new(Lang::Fi);
        let third = Share::of_counts(1, 3).unwrap();
        assert_eq!(locale.share(third), "≈\u{a0}33,33\u{a0}%");
        assert_eq!(
            locale.share("0.123456".parse().unwrap()),
            "≈\u{a0}12,35\u{a0}%"
        );
        assert_eq!(locale.share("0.1235".parse().unwrap()), "12,35\u{a0}%");
    }

    #[test]
    fn what_is_all_but_a_limit_does_not_look_like_it() {
        let locale = Locale::new(Lang::Fi);
        let share = |text: &str| locale.share(text.parse().unwrap());
        assert_eq!(share("0.80000001"), "80,000001\u{a0}%");
        assert_eq!(share("0.79999999"), "79,999999\u{a0}%");
        assert_eq!(share("0.7999999912345"), "≈\u{a0}79,999999\u{a0}%");
        assert_eq!(share("0.07019999"), "7,019999\u{a0}%");
        assert_eq!(share("0.8000001234"), "≈\u{a0}80,00001\u{a0}%");
        assert_eq!(share("0.80"), "80\u{a0}%");
        // Half a hundredth of a per cent is told apart by its two decimals.
        assert_eq!(share("0.80006"), "≈\u{a0}80,01\u{a0}%");
    }

    #[test]
    fn coarse_dates_stay_coarse() {
        let fi = Locale::new(Lang::Fi);
        let en = Locale::new(Lang::En);
        let month: PartialDate = "2022-10".parse().unwrap();
        assert_eq!(fi.partial("2022".parse().unwrap()), "2022");
        assert_eq!(fi.partial(month), "10/2022");
        assert_eq!(en.partial(month), "October\u{a0}2022");
        let day = "2022-10-31".parse().unwrap();
        assert_eq!(
            fi.period("2022-01-01".parse().unwrap(), day),
            "1.1.2022–31.10.2022"
        );
    }

    #[test]
    fn no_space_of_a_number_can_break_a_line() {
        for lang in Lang::ALL {
            let text = Locale::new(lang).money(Money::from_cents(122_500_000));
            assert!(!text.contains(' '), "{text}");
        }
    }
}
