//! `selvitys deadlines`: every date that binds a project.

use std::io::Write;

use selvitys::{Deadline, Lang, Presenter, Value, deadlines};

use crate::arguments::{DateFormat, Deadlines};
use crate::failure::Failure;
use crate::input;

pub(crate) fn run(asked: &Deadlines, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(asked.rulebooks.as_deref())?;
    let document = input::document(&asked.file)?;
    let as_of = asked.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let dates = deadlines(&document.project, &books, as_of);
    let says = Presenter::new(&books, lang);
    match asked.format {
        DateFormat::Text => table(&dates.dates, &says, out)?,
        DateFormat::Json => {
            let text = serde_json::to_string_pretty(&dates).map_err(std::io::Error::from)?;
            writeln!(out, "{text}")?;
        }
        DateFormat::Ics => write!(out, "{}", dates.to_ics(&says))?,
    }
    if matches!(asked.format, DateFormat::Text) {
        let day = says.value(&Value::Date(as_of));
        let told = selvitys::phrase("deadlines", "as_of", lang, &[("day", &day)]);
        writeln!(out, "\n{told}")?;
    }
    Ok(crate::CLEAN)
}

/// Columns as wide as their widest cell; what it is about and on what it rests in lines below.
fn table(dates: &[Deadline], says: &Presenter<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    if dates.is_empty() {
        writeln!(out, "{}", says.word("deadlines", "none"))?;
        return Ok(());
    }
    let head = ["day", "state", "what"].map(|key| says.word("deadlines", key));
    let rows = dates.iter().map(|date| {
        [
            says.deadline_day(date),
            says.word("deadline_state", date.state.key()),
            says.deadline(date),
        ]
    });
    let rows: Vec<[String; 3]> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let (day, state) = (width(0), width(1));
    for (number, [date, how, what]) in rows.iter().enumerate() {
        writeln!(out, "{date:day$}  {how:state$}  {what}")?;
        let Some(deadline) = number.checked_sub(1).and_then(|at| dates.get(at)) else {
            continue;
        };
        let mut notes = Vec::new();
        let place = says.place(&deadline.place);
        notes.extend((!place.is_empty()).then_some(place));
        if let Some(missing) = deadline.missing {
            let missing = says.asked(missing);
            let values = [("missing", missing.as_str())];
            notes.push(selvitys::phrase("deadlines", "needs", says.lang(), &values));
        }
        notes.push(says.basis(&deadline.basis).join("; "));
        for note in notes {
            writeln!(out, "{:indent$}{note}", "", indent = day + state + 4)?;
        }
    }
    Ok(())
}
