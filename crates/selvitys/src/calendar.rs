//! Working days, as the Act on the reckoning of statutory periods (150/1930) has them.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

/// Whether a statutory period can end on a day (150/1930 5 §): not on a Sunday or church holiday,
/// Independence Day, May Day, Christmas Eve, Midsummer Eve or a Saturday.
///
/// ```
/// use jiff::civil::date;
/// assert!(!selvitys::calendar::is_working_day(date(2023, 5, 1)));
/// assert!(selvitys::calendar::is_working_day(date(2023, 5, 2)));
/// ```
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        && !matches!(
            (day.month(), day.day()),
            (1, 1 | 6) | (5, 1) | (12, 6 | 24 | 25 | 26)
        )
        && !is_midsummer_eve(day)
        && !moves_with_easter(day)
}

/// The day itself, if a statutory period can end on it; otherwise the first working day after it
/// (150/1930 5 §).
///
/// ```
/// use jiff::civil::date;
/// // Six months from 31 October 2022 end on Sunday 30 April; the day after is May Day.
/// assert_eq!(selvitys::calendar::next_working_day(date(2023, 4, 30)), date(2023, 5, 2));
/// ```
pub fn next_working_day(day: Date) -> Date {
    let mut day = day;
    while !is_working_day(day) && day < Date::MAX {
        day = day.saturating_add(1.day());
    }
    day
}

/// The end of a period of months that begins on a day (150/1930 3 §): the day with the same
/// number, or the last day of the month where the month has no such day.
///
/// ```
/// use jiff::civil::date;
/// assert_eq!(selvitys::calendar::plus_months(date(2022, 10, 31), 6), date(2023, 4, 30));
/// ```
pub fn plus_months(day: Date, months: u32) -> Date {
    let months = i32::try_from(months).unwrap_or(i32::MAX);
    let span = Span::new().try_months(months);
    span.map_or(Date::MAX, |span| day.saturating_add(span))
}

/// The Friday between 19 and 25 June.
fn is_midsummer_eve(day: Date) -> bool {
    day.month() == 6 && (19..=25).contains(&day.day()) && day.weekday() == Weekday::Friday
}

/// Good Friday, Easter Monday and Ascension Day.
fn moves_with_easter(day: Date) -> bool {
    let easter = easter(day.year());
    [-2, 1, 39]
        .into_iter()
        .any(|days: i32| easter.saturating_add(days.days()) == day)
}

/// Easter Sunday of the Gregorian calendar, by the method that Meeus gives: tables of crates add
/// nothing to ten lines of whole numbers.
fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let epact =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let shift = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * shift + 114;
    let narrow = |value: i32| i8::try_from(value).unwrap_or(1);
    let year = i16::try_from(year).unwrap_or(i16::MAX);
    Date::new(year, narrow(days / 31), narrow(days % 31 + 1)).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_falls_where_the_almanac_has_it() {
        for day in [
            date(2000, 4, 23),
            date(2008, 3, 23),
            date(2019, 4, 21),
            date(2020, 4, 12),
            date(2021, 4, 4),
            date(2022, 4, 17),
            date(2023, 4, 9),
            date(2024, 3, 31),
            date(2025, 4, 20),
            date(2038, 4, 25),
        ] {
            assert_eq!(easter(day.year()), day);
        }
    }

    #[test]
    fn a_period_ends_on_the_first_working_day_after_a_holiday() {
        for (end, shifted) in [
            // Sunday and May Day; Sunday; Saturday.
            (date(2023, 4, 30), date(2023, 5, 2)),
            (date(2024, 6, 30), date(2024, 7, 1)),
            (date(2021, 5, 15), date(2021, 5, 17)),
            // Good Friday to Easter Monday; Ascension Day.
            (date(2022, 4, 15), date(2022, 4, 19)),
            (date(2022, 5, 26), date(2022, 5, 27)),
            // Midsummer Eve and Midsummer Day; Christmas; Epiphany; Independence Day; New Year.
            (date(2021, 6, 25), date(2021, 6, 28)),
            (date(2020, 6, 19), date(2020, 6, 22)),
            (date(2020, 12, 24), date(2020, 12, 28)),
            (date(2021, 1, 6), date(2021, 1, 7)),
            (date(2021, 12, 6), date(2021, 12, 7)),
            (date(2021, 1, 1), date(2021, 1, 4)),
            // Nothing moves a working day.
            (date(2021, 6, 18), date(2021, 6, 18)),
            (date(2023, 5, 2), date(2023, 5, 2)),
        ] {
            assert_eq!(next_working_day(end), shifted, "{end}");
        }
    }

    #[test]
    fn months_end_on_the_same_day_or_the_last_of_the_month() {
        assert_eq!(plus_months(date(2022, 10, 31), 6), date(2023, 4, 30));
        assert_eq!(plus_months(date(2023, 12, 31), 6), date(2024, 6, 30));
        assert_eq!(plus_months(date(2022, 8, 15), 6), date(2023, 2, 15));
        assert_eq!(plus_months(date(2023, 8, 31), 6), date(2024, 2, 29));
        assert_eq!(plus_months(date(2022, 8, 31), 6), date(2023, 2, 28));
    }
}
