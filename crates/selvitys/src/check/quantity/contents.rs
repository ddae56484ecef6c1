//! Numbers and dates that a call asks for beyond the model.

use std::mem::discriminant;

use super::{Amount, Reading};
use crate::check::Context;
use crate::finding::Asked;
use crate::model::Content;
use crate::place::At;
use crate::range::Range;
use crate::rulebook::Unit;

/// A content of the call; not known where it is not given, or given in another type.
pub(super) fn content(id: &str, unit: Unit, ctx: &Context<'_>) -> Reading {
    let contents = &ctx.index.project.contents;
    let number = contents.keys().position(|key| key == id);
    let given = contents.get(id).map(|content| match content {
        Content::Money(sum) => Amount::Money(Range::exact(*sum)),
        Content::Share(share) => Amount::Share(Range::exact(*share)),
        Content::Count(count) => Amount::Count(Range::exact(*count)),
        Content::Date(date) => Amount::Date(Range::of(Some(*date))),
        Content::Text(_) | Content::Choice(_) | Content::Table(_) => unknown(unit),
    });
    let same = |amount: &Amount| discriminant(amount) == discriminant(&unknown(unit));
    let mut reading = Reading::new(given.filter(same).unwrap_or_else(|| unknown(unit)));
    reading.at = Some(number.map_or(At::Asked(Asked::Content), At::Content));
    reading.missing = Some(Asked::Content);
    if let Some(Content::Date(date)) = contents.get(id) {
        reading.stated = Some(*date);
    }
    reading
}

/// Nothing known of an amount of a unit.
fn unknown(unit: Unit) -> Amount {
    match unit {
        Unit::Share => Amount::Share(Range::unknown()),
        Unit::Date => Amount::Date(Range::unknown()),
        Unit::Count => Amount::Count(Range::unknown()),
        Unit::Money | Unit::Codes | Unit::Rounds => Amount::Money(Range::unknown()),
    }
}
