//! What someone probably meant: the nearest right name, the sum, share or date in the right form.

use rust_decimal::Decimal;

use crate::model::{Money, PartialDate, Share};

/// Names longer than this are compared with nothing.
const LONGEST: usize = 64;

/// The candidate nearest to a name, if it is near enough: at most a third of it differs.
///
/// Case and separators do not count, so that `mainGoal` is `main_goal`. Of several that are equally
/// near the first one is taken.
///
/// ```
/// let rules = ["budget-missing", "measures-missing"];
/// assert_eq!(selvitys::nearest("budjet-missing", rules), Some("budget-missing"));
/// assert_eq!(selvitys::nearest("schedule", rules), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let wanted = letters(name);
    let near = candidates.into_iter().filter_map(|candidate| {
        let letters = letters(candidate);
        let most = (wanted.len().max(letters.len()) / 3).max(1);
        let distance = distance(&wanted, &letters);
        (distance <= most && distance < letters.len()).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn letters(name: &str) -> Vec<char> {
    name.chars()
        .filter(|letter| !"_- ".contains(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many letters must be put in, left out, changed or swapped with their neighbour.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut here = Vec::with_capacity(above.len());
        here.push(row + 1);
        for (column, against) in other.iter().enumerate() {
            let of = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let changed = of(&above, column) + usize::from(letter != against);
            let mut least = changed
                .min(of(&above, column + 1) + 1)
                .min(of(&here, column) + 1);
            if let Some(left) = column.checked_sub(1)
                && row.checked_sub(1).and_then(|up| one.get(up)) == Some(against)
                && other.get(left) == Some(letter)
            {
                least = least.min(of(&before, left) + 1);
            }
            here.push(least);
        }
        before = std::mem::replace(&mut above, here);
    }
    above.last().copied().unwrap_or(0)
}

/// A sum written with spaces, a comma or a euro sign, as it is to be written.
pub(super) fn money(text: &str) -> Option<String> {
    Some(
        point(text.trim_end_matches(['€', ' ', '\u{a0}']))?
            .parse::<Money>()
            .ok()?
            .to_string(),
    )
}

/// A share written with a comma or in per cent, as it is to be written.
pub(super) fn share(text: &str) -> Option<String> {
    match text.trim_end().strip_suffix('%') {
        None => Some(point(text)?.parse::<Share>().ok()?.to_string()),
        Some(percent) => {
            let share = point(percent)?.parse::<Share>().ok()?;
            let share = Share::from_decimal(share.decimal() / Decimal::ONE_HUNDRED).to_string();
            share.parse::<Share>().ok().map(|share| share.to_string())
        }
    }
}

/// A JSON number as a share; above 1 it may have been meant in per cent.
pub(super) fn share_of_number(number: &str) -> Option<String> {
    let share = number.parse::<Share>().ok()?;
    (share.decimal().abs() <= Decimal::ONE).then(|| share.to_string())
}

/// Without blanks, with the one comma of decimals as a point. `1,225` may be a thousand: nothing.
fn point(text: &str) -> Option<String> {
    let mut plain: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    plain = plain.replace('\u{2212}', "-");
    match plain.split_once(',') {
        None => Some(plain),
        Some((whole, decimals)) if decimals.len() <= 2 && !whole.contains('.') => {
            Some(format!("{whole}.{decimals}"))
        }
        Some(_) => None,
    }
}

/// A date in the Finnish form, with a time, without zeros or without hyphens, as it is to be
/// written. What could be read in two ways is not read at all.
pub(super) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [day, month, year] if year.len() == 4 && !text.contains('/') => (*year, *month, *day),
        [year, month] if year.len() == 4 => (*year, *month, ""),
        [month, year] if year.len() == 4 => (*year, *month, ""),
        [all] if all.len() == 8 => (all.get(..4)?, all.get(4..6)?, all.get(6..)?),
        _ => return None,
    };
    let date = match day {
        "" => format!("{year}-{month:0>2}"),
        day => format!("{year}-{month:0>2}-{day:0>2}"),
    };
    date.parse::<PartialDate>()
        .ok()
        .map(|date| date.to_string())
}

/// The last day of the month of a day that its month does not have, if that is what is wrong.
pub(super) fn last_day(text: &str) -> Option<String> {
    let (month, day) = text.split_at_checked(7)?;
    let (hyphen, digits) = day.split_at_checked(1)?;
    let is_day = hyphen == "-" && digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
    let month = month.parse::<PartialDate>().ok().filter(|_| is_day)?;
    Some(month.latest().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["format", "id", "name", "main_goal", "budgets", "summary"];
        for (name, near) in [
            ("nmae", Some("name")),
            ("Name", Some("name")),
            ("mainGoal", Some("main_goal")),
            ("main-gaol", Some("main_goal")),
            ("budget", Some("budgets")),
            ("ids", Some("id")),
            ("", None),
            ("x", None),
            ("nimi", None),
            ("tiivistelmä", None),
        ] {
            assert_eq!(nearest(name, names), near, "{name}");
        }
        assert_eq!(nearest(&"name".repeat(1000), names), None);
        assert_eq!(nearest("se", ["fi", "sv", "en"]), Some("sv"));
    }

    #[test]
    fn sums_are_understood_where_they_have_one_meaning() {
        for (text, sum) in [
            ("1 225 000,00", Some("1225000.00")),
            ("1\u{a0}225\u{a0}000 €", Some("1225000.00")),
            ("12,5", Some("12.50")),
            ("\u{2212}3,00 €", Some("-3.00")),
            ("1,225", None),
            ("1,225,000.00", None),
            ("2,56 M€", None),
            ("12.345", None),
            ("", None),
        ] {
            assert_eq!(money(text).as_deref(), sum, "{text}");
        }
    }

    #[test]
    fn shares_are_understood_in_per_cent() {
        for (text, meant) in [
            ("80 %", Some("0.80")),
            ("12,5%", Some("0.125")),
            ("0,8", Some("0.80")),
            ("%", None),
            ("eighty", None),
        ] {
            assert_eq!(share(text).as_deref(), meant, "{text}");
        }
        assert_eq!(share_of_number("0.8").as_deref(), Some("0.80"));
        assert_eq!(share_of_number("80"), None);
    }

    #[test]
    fn dates_are_understood_where_they_have_one_meaning() {
        for (text, day) in [
            ("31.10.2022", Some("2022-10-31")),
            ("1.2.2022", Some("2022-02-01")),
            ("2022-1-9", Some("2022-01-09")),
            ("2022-10-31T12:00:00Z", Some("2022-10-31")),
            ("20221031", Some("2022-10-31")),
            ("10/2022", Some("2022-10")),
            ("2022/10/31", Some("2022-10-31")),
            ("10/11/2022", None),
            ("31.2.2022", None),
            ("äää1öö", None),
            ("lokakuu", None),
            ("", None),
        ] {
            assert_eq!(date(text).as_deref(), day, "{text}");
        }
        assert_eq!(last_day("2020-02-31").as_deref(), Some("2020-02-29"));
        assert_eq!(last_day("2020-13-01"), None);
        assert_eq!(last_day("2020-02-3"), None);
        assert_eq!(last_day("2020-0ä-31"), None);
    }
}
