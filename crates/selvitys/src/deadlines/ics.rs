//! Dates as an iCalendar file (RFC 5545): an all-day event for each that is known.

use icalendar::{Calendar, Component, Event, Property};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Deadline, Deadlines};
use crate::words::Presenter;

impl Deadlines {
    /// The dates as an iCalendar file, in the language of the presenter. The same bytes for the
    /// same dates: events are stamped with the day that they are told for.
    ///
    /// A date that is known to a month or a year only lasts from its first day to its last.
    pub fn to_ics(&self, says: &Presenter<'_>) -> String {
        let mut calendar = Calendar::empty();
        for (name, value) in [
            ("VERSION", "2.0"),
            ("PRODID", "-//selvitys//selvitys//EN"),
            ("CALSCALE", "GREGORIAN"),
        ] {
            calendar.append_property(Property::new(name, value));
        }
        let name = says.fill("deadlines", "calendar", &[("project", &self.project)]);
        calendar.append_property(Property::new("X-WR-CALNAME", &name));
        for date in &self.dates {
            if let Some((from, until)) = date.from.zip(date.until) {
                calendar.push(self.event(date, from, until, says));
            }
        }
        calendar.done().to_string()
    }

    fn event(&self, date: &Deadline, from: Date, until: Date, says: &Presenter<'_>) -> Event {
        let day = |day: Date| day.strftime("%Y%m%d").to_string();
        let all_day = |name: &str, value: Date| {
            let mut property = Property::new(name, day(value));
            property.add_parameter("VALUE", "DATE");
            property.done()
        };
        let mut event = Event::new();
        event
            .uid(&self.uid(date))
            .add_property("DTSTAMP", format!("{}T000000Z", day(self.as_of)))
            .summary(&says.deadline(date))
            .description(&description(date, says))
            .append_property(all_day("DTSTART", from))
            // The end of an all-day event is the day after its last.
            .append_property(all_day("DTEND", until.saturating_add(1.day())))
            .append_property(Property::new("TRANSP", "TRANSPARENT"));
        event.done()
    }

    /// The same for the same date of the same project, whatever the language and the day.
    fn uid(&self, date: &Deadline) -> String {
        let place = date.place.pointer.replace('/', ".");
        let round = date
            .round
            .map_or_else(String::new, |round| format!(".{round}"));
        let (project, book, id) = (&self.project, &date.book, &date.id);
        format!("{project}{place}.{book}.{id}{round}@selvitys")
    }
}

fn description(date: &Deadline, says: &Presenter<'_>) -> String {
    let mut lines = vec![says.word("deadline_state", date.state.key())];
    let place = says.place(&date.place);
    lines.extend((!place.is_empty()).then_some(place));
    lines.extend(says.basis(&date.basis));
    lines.join("\n")
}
