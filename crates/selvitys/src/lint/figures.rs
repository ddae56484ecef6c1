//! Figures in texts: shares, sums, days and other numbers, as three languages write them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::Lang;

/// A figure of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Figure {
    /// A share, as a fraction of one.
    Share(Decimal),
    /// A sum in euros.
    Money(Decimal),
    Day(Date),
    /// Any other number: of a section, of people, of months.
    Number(Decimal),
}

/// The figures of a text, in their order.
pub(super) fn figures(text: &str, lang: Lang) -> Vec<Figure> {
    let words = words(text, lang);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let rest = words.get(at + 1..).unwrap_or_default();
        match word {
            Word::Day(day) => found.push(Figure::Day(*day)),
            Word::Number(number) => {
                if let Some((day, taken)) = day_in_words(*number, rest, lang) {
                    found.push(Figure::Day(day));
                    at += taken;
                } else {
                    let before = at.checked_sub(1).and_then(|before| words.get(before));
                    found.push(with_unit(*number, before, rest));
                }
            }
            Word::Other(_) => {}
        }
        at += 1;
    }
    found
}

/// All numbers of a text, days taken apart, so that texts of several languages can be compared:
/// what one writes `31.1.2024`, another writes with the month's name.
pub(super) fn numbers(text: &str, lang: Lang) -> Vec<Decimal> {
    let words = words(text, lang);
    let mut found: Vec<Decimal> = Vec::new();
    let number_at = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        matches!(word, Some(Word::Number(_)))
    };
    for (at, word) in words.iter().enumerate() {
        match word {
            Word::Number(number) => found.push(*number),
            Word::Day(day) => {
                let parts = [
                    i64::from(day.day()),
                    i64::from(day.month()),
                    i64::from(day.year()),
                ];
                found.extend(parts.map(Decimal::from));
            }
            // Without a number beside it the name is a word like any other, such as `may`.
            Word::Other(word) if number_at(at.checked_sub(1)) || number_at(Some(at + 1)) => {
                found.extend(month(word, lang).map(|month| Decimal::from(i64::from(month))));
            }
            Word::Other(_) => {}
        }
    }
    found.sort_unstable();
    found
}

enum Word {
    Number(Decimal),
    Day(Date),
    Other(String),
}

/// The words of a text: numbers with their groups joined, days written in digits, all others in
/// lower case. What stands in braces is filled in later and is no figure.
fn words(text: &str, lang: Lang) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (taken, word) = if first == '{' {
            (rest.find('}').map_or(rest.len(), |end| end + 1), None)
        } else if first.is_ascii_digit() {
            digits(rest, lang)
        } else if first.is_alphabetic() || matches!(first, '%' | '€') {
            let end = rest
                .find(|c: char| !c.is_alphabetic())
                .filter(|end| *end > 0);
            let end = end.unwrap_or(if first.is_alphabetic() {
                rest.len()
            } else {
                first.len_utf8()
            });
            let word = rest.get(..end).unwrap_or_default().to_lowercase();
            (end, Some(Word::Other(word)))
        } else {
            (first.len_utf8(), None)
        };
        words.extend(word);
        rest = rest.get(taken..).unwrap_or_default();
    }
    words
}

/// A number, or a day written in digits, and how many bytes it takes.
fn digits(text: &str, lang: Lang) -> (usize, Option<Word>) {
    let end = |from: usize| {
        let tail = text.get(from..).unwrap_or_default();
        from + tail
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(tail.len())
    };
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let first = end(0);
    for mark in ["-", "."] {
        let second = part(first, first + 1) == mark;
        let second = second
            .then(|| end(first + 1))
            .filter(|end| *end > first + 1);
        let third = second
            .filter(|at| part(*at, at + 1) == mark)
            .map(|at| (at, end(at + 1)));
        if let (Some(second), Some((_, third))) = (second, third.filter(|(at, end)| *end > at + 1))
        {
            let numbers = [
                part(0, first),
                part(first + 1, second),
                part(second + 1, third),
            ];
            let [one, two, three] = numbers.map(|part| part.parse::<i16>().unwrap_or_default());
            let (year, month, day) = if mark == "-" {
                (one, two, three)
            } else {
                (three, two, one)
            };
            let whole = |n: i16| i8::try_from(n).unwrap_or_default();
            if let Ok(day) = Date::new(year, whole(month), whole(day)) {
                return (third, Some(Word::Day(day)));
            }
        }
    }
    let mut at = first;
    let mut number = part(0, first).to_owned();
    // Groups of three: with a space, or with a comma in English.
    let groups = |at: usize| {
        let separator = text.get(at..)?.chars().next()?;
        let right = match lang {
            Lang::En => separator == ',',
            _ => matches!(separator, ' ' | '\u{a0}' | '\u{202f}'),
        };
        let from = at + separator.len_utf8();
        (first <= 3 && right && end(from) == from + 3).then_some(from)
    };
    while let Some(from) = groups(at) {
        number.push_str(part(from, from + 3));
        at = from + 3;
    }
    let mark = if lang == Lang::En { "." } else { "," };
    if part(at, at + 1) == mark && end(at + 1) > at + 1 {
        let to = end(at + 1);
        number.push('.');
        number.push_str(part(at + 1, to));
        at = to;
    }
    (at, number.parse().ok().map(Word::Number))
}

/// A day whose month is written out: `31 januari 2024`.
fn day_in_words(day: Decimal, rest: &[Word], lang: Lang) -> Option<(Date, usize)> {
    let [Word::Other(name), Word::Number(year), ..] = rest else {
        return None;
    };
    let whole = |number: Decimal| i16::try_from(number).ok();
    let day = i8::try_from(whole(day)?).ok()?;
    Some((Date::new(whole(*year)?, month(name, lang)?, day).ok()?, 2))
}

/// The number of a month, by its name in one language.
fn month(word: &str, lang: Lang) -> Option<i8> {
    const FI: [&str; 12] = [
        "tammikuu",
        "helmikuu",
        "maaliskuu",
        "huhtikuu",
        "toukokuu",
        "kesäkuu",
        "heinäkuu",
        "elokuu",
        "syyskuu",
        "lokakuu",
        "marraskuu",
        "joulukuu",
    ];
    const SV: [&str; 12] = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const EN: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (names, whole) = match lang {
        // Finnish inflects the name: `tammikuuta`.
        Lang::Fi => (FI, false),
        Lang::Sv => (SV, true),
        Lang::En => (EN, true),
    };
    let found = names.iter().position(|name| {
        if whole {
            word == *name
        } else {
            word.starts_with(name)
        }
    });
    found.and_then(|number| i8::try_from(number + 1).ok())
}

/// A number with the unit that stands beside it.
fn with_unit(number: Decimal, before: Option<&Word>, rest: &[Word]) -> Figure {
    let next = |at: usize| match rest.get(at) {
        Some(Word::Other(word)) => word.as_str(),
        _ => "",
    };
    let percent = matches!(next(0), "%" | "percent")
        || next(0).starts_with("prosent")
        || next(0).starts_with("procent")
        || (next(0) == "per" && next(1) == "cent");
    // Percentage points are no share.
    if percent && !next(0).contains("yksik") && !next(0).contains("enhet") && next(1) != "points" {
        return Figure::Share(number / Decimal::ONE_HUNDRED);
    }
    let million = next(0).starts_with("miljoon") || matches!(next(0), "miljoner" | "million");
    let (number, unit) = if million {
        (number * Decimal::from(1_000_000), next(1))
    } else {
        (number, next(0))
    };
    let euros = |word: &str| matches!(word, "€" | "eur") || word.starts_with("euro");
    let sign = matches!(before, Some(Word::Other(word)) if word == "€");
    if sign || euros(unit) {
        return Figure::Money(number);
    }
    Figure::Number(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn each_language_has_its_own_way() {
        let share = Figure::Share(decimal("0.8"));
        let sum = Figure::Money(decimal("70000000"));
        let day = Figure::Day(jiff::civil::date(2018, 12, 31));
        let fi = "Enintään 80 % ja 70 000 000 euroa 31.12.2018, asetus 13/2020, {limit}.";
        let sv = "Högst 80 procent och 70 miljoner euro den 31 december 2018.";
        let en = "At most 80% and €70,000,000 on 31 December 2018, 5 percentage points.";
        let fi = figures(fi, Lang::Fi);
        assert_eq!(
            fi.get(..3).unwrap(),
            [share.clone(), sum.clone(), day.clone()]
        );
        assert_eq!(
            fi.get(3..).unwrap(),
            ["13", "2020"].map(|n| Figure::Number(decimal(n)))
        );
        assert_eq!(
            figures(sv, Lang::Sv),
            [share.clone(), sum.clone(), day.clone()]
        );
        let points = Figure::Number(decimal("5"));
        assert_eq!(figures(en, Lang::En), [share, sum, day, points]);
    }

    #[test]
    fn the_same_numbers_compare_alike() {
        let fi = numbers(
            "Viimeistään 31.1.2024: 12,5 prosenttia, 6 §:n 1 momentti.",
            Lang::Fi,
        );
        let sv = numbers(
            "Senast den 31 januari 2024: 12,5 procent, 6 § 1 mom.",
            Lang::Sv,
        );
        let en = numbers("By 31 January 2024: 12.5 per cent, section 6(1).", Lang::En);
        assert_eq!(fi, sv);
        assert_eq!(fi, en);
        assert_ne!(
            fi,
            numbers("By 30 January 2024: 12.5 %, section 6(1).", Lang::En)
        );
    }
}
