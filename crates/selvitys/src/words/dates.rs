//! Dates that bind a project, in words.

use super::Presenter;
use crate::deadlines::Deadline;
use crate::finding::{PathStep, Value};
use crate::model::PartialDate;

impl Presenter<'_> {
    /// What is due or happens, with the round or the thing that it concerns.
    pub fn deadline(&self, date: &Deadline) -> String {
        let title = self.deadline_title(date);
        match (date.round, &date.call) {
            (None, Some(call)) => format!("{title}: {}", self.call(call)),
            _ => title,
        }
    }

    /// What is due or happens, with the round where it is one.
    pub(crate) fn deadline_title(&self, date: &Deadline) -> String {
        let book = self.books().book(&date.book);
        let bound = book.and_then(|book| book.file.deadlines.get(&date.id));
        let title = bound.map_or(date.id.as_str(), |bound| bound.title.get(self.lang()));
        date.round.map_or_else(
            || title.to_owned(),
            |round| format!("{title}: {}", self.round(round)),
        )
    }

    /// What in the document a date concerns: the thing by its title, else the grant by its call.
    pub(crate) fn deadline_object(&self, date: &Deadline) -> Option<String> {
        let steps = date.place.path.iter().rev();
        let titled = steps.filter_map(|step| match step {
            PathStep::Title(title) => Some(self.text(&title.as_ref().into())),
            PathStep::Municipality(code) => Some(self.municipality(code)),
            _ => None,
        });
        let titled = titled.into_iter().next();
        titled.or_else(|| date.call.as_ref().map(|call| self.call(call)))
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
