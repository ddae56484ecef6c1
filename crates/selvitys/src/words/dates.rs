//! Dates that bind a project, in words.

use super::Presenter;
use crate::deadlines::Deadline;
use crate::finding::Value;
use crate::model::PartialDate;

impl Presenter<'_> {
    /// What is due or happens, with the round or the thing that it concerns.
    pub fn deadline(&self, date: &Deadline) -> String {
        let book = self.books().book(&date.book);
        let bound = book.and_then(|book| book.file.deadlines.get(&date.id));
        let title = bound.map_or(date.id.as_str(), |bound| bound.title.get(self.lang()));
        match (date.round, &date.call) {
            (Some(round), _) => format!("{title}: {}", self.round(round)),
            (None, Some(call)) => format!("{title}: {}", self.call(call)),
            (None, None) => title.to_owned(),
        }
    }

    /// The day of a date, or the days between which it lies.
    pub fn deadline_day(&self, date: &Deadline) -> String {
        match (date.from, date.until) {
            (Some(from), Some(until)) if from == until => self.value(&Value::Date(until)),
            (Some(from), Some(until)) => {
                let days = [from, until].map(PartialDate::Day);
                let [from, until] = days;
                self.value(&Value::Period(from, until))
            }
            _ => self.word("unit_words", "unknown"),
        }
    }
}
