//! What a cell holds: a number with the language's number format where a workbook can hold the value
//! exactly, else its words.

use rust_decimal::Decimal;
use rust_xlsxwriter::ExcelDateTime;

use crate::model::{Lang, Money, PartialDate, Share};
use crate::report::document::{Spans, Value};
use crate::report::render::half;
use crate::words::Locale;

/// The digits that every spreadsheet program keeps of a number.
const DIGITS: u32 = 15;
/// Behind a figure that stands as text.
pub(super) const MARK: &str = " *";

pub(super) enum Shown<'a> {
    Nothing,
    Words(&'a Spans),
    /// A number, its format, and how it reads.
    Number(f64, String, String),
    /// A day, its format, and how it reads.
    Day(ExcelDateTime, String, String),
    /// A date that is no day.
    Coarse(String),
    /// A figure that a number of a workbook cannot hold.
    Inexact(String),
}

/// What a cell shows, and the precision to stand beside it.
pub(super) fn shown<'a>(value: &'a Value, lang: Lang, locale: &Locale) -> Shown<'a> {
    match value {
        Value::Empty => Shown::Nothing,
        Value::Text(spans) => Shown::Words(spans),
        Value::Money(sum) | Value::Rounded(sum, _) => money(*sum, lang, locale),
        Value::Share(one) => share(*one, lang, locale),
        Value::Number(one) => number(*one, lang, locale),
        Value::Date(date) => day(*date, lang, locale),
    }
}

/// How far from a rounded sum the true one can lie.
pub(super) fn precision<'a>(value: &Value, lang: Lang, locale: &Locale) -> Shown<'a> {
    match value {
        Value::Rounded(_, nearest) => money(half(*nearest), lang, locale),
        _ => Shown::Nothing,
    }
}

/// The amount that a cell stands for in a formula; an empty cell counts as nothing there.
pub(super) fn amount(value: &Value) -> Option<Decimal> {
    match value {
        Value::Empty => Some(Decimal::ZERO),
        Value::Money(sum) | Value::Rounded(sum, _) => Some(sum.decimal()),
        Value::Share(share) => Some(share.decimal()),
        Value::Number(number) => Some(*number),
        Value::Text(_) | Value::Date(_) => None,
    }
}

/// The number as the workbook holds it, where that is the same number.
pub(super) fn exact(number: Decimal) -> Option<f64> {
    let plain = number.normalize();
    let kept = plain.mantissa().unsigned_abs() < 10_u128.pow(DIGITS);
    kept.then(|| binary(plain)).flatten()
}

/// The nearest binary number.
fn binary(number: Decimal) -> Option<f64> {
    number.to_string().parse().ok()
}

fn money<'a>(sum: Money, lang: Lang, locale: &Locale) -> Shown<'a> {
    let sum_as_text = locale.money(sum);
    match exact(sum.decimal()) {
        Some(number) => {
            let format = money_format(lang, sum.decimal().normalize().scale().max(2));
            Shown::Number(number, format, sum_as_text)
        }
        None => Shown::Inexact(sum_as_text + MARK),
    }
}

fn share<'a>(share: Share, lang: Lang, locale: &Locale) -> Shown<'a> {
    let text = locale.share(share);
    let (percent, rounded) = Locale::shown_percent(share);
    let places = percent.scale().max(2);
    // The binary number must still read as the share does.
    match (exact(percent), binary(share.decimal())) {
        (Some(_), Some(number)) => Shown::Number(number, share_format(lang, places, rounded), text),
        _ => Shown::Inexact(text + MARK),
    }
}

fn number<'a>(number: Decimal, lang: Lang, locale: &Locale) -> Shown<'a> {
    let text = locale.number(number);
    match exact(number) {
        Some(binary) => {
            let body = format!("#,##0{}", decimals(number.scale()));
            Shown::Number(binary, signed(&body, lang), text)
        }
        None => Shown::Inexact(text + MARK),
    }
}

fn day<'a>(date: PartialDate, lang: Lang, locale: &Locale) -> Shown<'a> {
    let text = locale.partial(date);
    let PartialDate::Day(day) = date else {
        return Shown::Coarse(text);
    };
    // Programs number the first days of 1900 unlike one another.
    let year = u16::try_from(day.year()).ok().filter(|year| *year > 1900);
    let (month, number) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    let date = year.and_then(|year| ExcelDateTime::from_ymd(year, month, number).ok());
    let format = match lang {
        Lang::Fi | Lang::Sv => r"d\.m\.yyyy",
        Lang::En => "d mmmm yyyy",
    };
    let format = format!("{}{format}", language(lang));
    match date {
        Some(date) => Shown::Day(date, format, text),
        None => Shown::Coarse(text),
    }
}

fn money_format(lang: Lang, places: u32) -> String {
    let digits = format!("#,##0{}", decimals(places));
    match lang {
        Lang::Fi => signed(&format!("{digits} [$€-40B]"), lang),
        Lang::Sv => signed(&format!("{digits} [$€-81D]"), lang),
        Lang::En => signed(&format!("[$€-809]{digits}"), lang),
    }
}

/// What was rounded for showing says so.
fn share_format(lang: Lang, places: u32, rounded: bool) -> String {
    let sign = match lang {
        Lang::Fi | Lang::Sv => " %",
        Lang::En => "%",
    };
    let about = if rounded { "\"≈ \"" } else { "" };
    let digits = format!("0{}{sign}", decimals(places));
    let of = language(lang);
    format!("{of}{about}{digits};{of}{about}\"−\"{digits}")
}

/// Below zero with the sign of the language, which no one takes for a hyphen.
fn signed(format: &str, lang: Lang) -> String {
    let of = language(lang);
    format!("{of}{format};{of}\"−\"{format}")
}

/// Digits and dates as the language has them, in programs that can.
fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Fi => "[$-40B]",
        Lang::Sv => "[$-81D]",
        Lang::En => "[$-809]",
    }
}

fn decimals(places: u32) -> String {
    match places {
        0 => String::new(),
        more => format!(".{}", "0".repeat(more as usize)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<f64> {
        exact(text.parse().unwrap())
    }

    #[test]
    fn a_number_is_held_exactly_or_not_at_all() {
        for text in [
            "0.00",
            "-0.01",
            "0.10",
            "1225000.00",
            "999999999999.99",
            "9999999999999.99",
            "100000000000000.00",
            "-9999999999999.99",
        ] {
            let held = of(text).unwrap();
            let exact: Decimal = text.parse().unwrap();
            assert_eq!(format!("{held:.2}"), text);
            assert_eq!(format!("{held:.2}").parse::<Decimal>().unwrap(), exact);
        }
        for text in [
            "10000000000000.01",
            "99999999999999.99",
            "999999999999999.99",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_held_is_marked_text() {
        let locale = Locale::new(Lang::Fi);
        let sum: Money = "99999999999999.99".parse().unwrap();
        let Shown::Inexact(text) = shown(&Value::Money(sum), Lang::Fi, &locale) else {
            panic!("a number");
        };
        assert_eq!(text.replace('\u{a0}', " "), "99 999 999 999 999,99 € *");
    }

    #[test]
    fn a_share_shows_on_which_side_of_a_limit_it_lies() {
        let locale = Locale::new(Lang::Fi);
        for (share, format) in [
            ("0.80", r#"[$-40B]0.00 %;[$-40B]"−"0.00 %"#),
            ("0.79999999", r#"[$-40B]0.000000 %;[$-40B]"−"0.000000 %"#),
            ("0.3333333333", r#"[$-40B]"≈ "0.00 %;[$-40B]"≈ ""−"0.00 %"#),
        ] {
            let value = Value::Share(share.parse().unwrap());
            let Shown::Number(number, shown, _) = shown(&value, Lang::Fi, &locale) else {
                panic!("no number");
            };
            assert_eq!(shown, format);
            assert_eq!(
                number.to_string().trim_end_matches('0'),
                share.trim_end_matches('0')
            );
        }
        let close = "0.7999999999999999999".parse().unwrap();
        assert!(matches!(
            shown(&Value::Share(close), Lang::Fi, &locale),
            Shown::Inexact(_)
        ));
    }

    #[test]
    fn a_day_is_a_date_and_a_coarse_date_its_words() {
        let locale = Locale::new(Lang::Fi);
        let of = |text: &str| Value::Date(text.parse().unwrap());
        let day = of("2022-10-31");
        assert!(matches!(shown(&day, Lang::Fi, &locale), Shown::Day(..)));
        for (date, words) in [
            ("2022", "2022"),
            ("2022-10", "10/2022"),
            ("1899-12-31", "31.12.1899"),
        ] {
            let value = of(date);
            let Shown::Coarse(text) = shown(&value, Lang::Fi, &locale) else {
                panic!("{date}");
            };
            assert_eq!(text, words);
        }
    }
}
