//! Repairs on a terminal: each change as old and new lines, and why.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{Annotation, Group, Level, Patch, Snippet};
use selvitys::repair::{Change, DocumentRepairs, Reason, Unresolved, Why};
use selvitys::{Assessment, PatchOp, Place, Presenter, Repair, TextEdit, edits, phrase};

use super::{line_of, renderer};
use crate::input::Document;

/// Everything that a document needs, and what is written of it.
pub(crate) fn fix(
    document: &Document,
    repairs: &DocumentRepairs,
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View { document, says };
    for repair in &repairs.repairs {
        view.repair(repair, out)?;
    }
    let say = |key: &str, values: &[(&str, &str)]| phrase("repair", key, says.lang(), values);
    let path = ("path", document.name.as_str());
    if repairs.repairs.is_empty() {
        return writeln!(out, "{}", say("nothing", &[path]));
    }
    let count =
        |of: fn(&Repair) -> usize| repairs.repairs.iter().map(of).sum::<usize>().to_string();
    let (changes, fills) = (count(|one| one.changes.len()), count(|one| one.fills.len()));
    let open = count(|one| one.unresolved.len());
    let counts = [
        ("changes", changes.as_str()),
        ("fills", &fills),
        ("open", &open),
    ];
    writeln!(out, "{}", say("summary", &[&[path][..], &counts].concat()))?;
    if repairs.written {
        writeln!(out, "{}", say("written", &[path]))
    } else if repairs.patch.is_empty() {
        Ok(())
    } else {
        writeln!(out, "{}", say("not_written", &[]))
    }
}

/// That a certain repair is known for something that was found.
pub(crate) fn proposed(
    assessment: &Assessment,
    document: &Document,
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if assessment.findings.iter().all(|one| one.fix.is_none()) {
        return Ok(());
    }
    let path = [("path", document.name.as_str())];
    writeln!(
        out,
        "{}\n",
        phrase("repair", "proposed", says.lang(), &path)
    )
}

struct View<'a> {
    document: &'a Document,
    says: &'a Presenter<'a>,
}

impl View<'_> {
    fn repair(&self, repair: &Repair, out: &mut dyn Write) -> io::Result<()> {
        let name = |key: &str| self.says.word("repair", key);
        for change in &repair.changes {
            let title = self.says.changed(change);
            let group = self.block("change", title, &at(&repair.patch, &change.place));
            let reasons = independent(&change.reasons);
            let notes = reasons
                .into_iter()
                .map(|one| self.says.repair_reason(one, change));
            show(
                notes.fold(group, |group, note| with(group, name("reason"), note)),
                out,
            )?;
        }
        for (place, fills) in by_line(&repair.fills) {
            let title = self.says.place(&place);
            let group = self.block("fill", title, &at(&repair.patch, &place));
            let mut notes = Vec::new();
            for fill in fills {
                let to = self.says.value(&fill.to);
                let figure = fill.place.path.last().map(|last| Place {
                    path: vec![last.clone()],
                    ..place.clone()
                });
                let figure = figure
                    .map(|figure| self.says.place(&figure))
                    .unwrap_or_default();
                notes.push((figure, to));
                let reasons = independent(&fill.reasons).into_iter();
                notes.extend(
                    reasons.map(|one| (name("reason"), self.says.repair_reason(one, fill))),
                );
            }
            show(
                notes
                    .into_iter()
                    .fold(group, |group, (name, note)| with(group, name, note)),
                out,
            )?;
        }
        for unresolved in &repair.unresolved {
            show(self.unresolved(unresolved), out)?;
        }
        Ok(())
    }

    /// A heading, and the lines of the document as they are and as they would be.
    fn block<'s>(&'s self, key: &str, title: String, patch: &[PatchOp]) -> Group<'s> {
        let title = Level::HELP
            .with_name(self.says.word("repair", key))
            .primary_title(title);
        let edits = edits(&self.document.text, patch).unwrap_or_default();
        let snippets = edits.iter().filter_map(|edit| self.diff(edit));
        title.elements(snippets)
    }

    fn diff(&self, edit: &TextEdit) -> Option<Snippet<'_, Patch<'_>>> {
        let text = &self.document.text;
        let first = line_of(text, edit.span.start);
        let line = first.start..line_of(text, edit.span.end).end;
        let source = text.get(line.clone())?.trim_end_matches('\r');
        let number = text.get(..line.start)?.matches('\n').count() + 1;
        let span: Range<usize> = edit.span.start - line.start..edit.span.end - line.start;
        // A carriage return would send the terminal back to the start of the line.
        let new = edit.text.replace('\r', "");
        let snippet = Snippet::source(source)
            .line_start(number)
            .path(&self.document.name);
        Some(snippet.patch(Patch::new(span, new)))
    }

    fn unresolved(&self, unresolved: &Unresolved) -> Group<'_> {
        let says = self.says;
        let title = Level::WARNING.with_name(says.word("repair", "open"));
        let title = title.primary_title(says.not_repaired(&unresolved.why));
        let mut group = title.elements(Vec::<Snippet<'_, Annotation<'_>>>::new());
        let broken = unresolved.broken.iter().map(|one| {
            let (title, place) = (says.title(&one.rule), says.place(&one.place));
            format!("{title}: {place}")
        });
        let broken: Vec<String> = broken.collect();
        if !broken.is_empty() {
            group = with(group, says.word("repair", "broken"), broken.join("\n"));
        }
        let Why::Several {
            candidates,
            decided_by,
        } = &unresolved.why
        else {
            return group;
        };
        for (number, candidate) in candidates.iter().enumerate() {
            let number = (number + 1).to_string();
            let name = phrase("repair", "candidate", says.lang(), &[("n", &number)]);
            group = with(group, name, says.candidate(candidate).join("\n"));
        }
        let places: Vec<String> = decided_by.iter().map(|place| says.place(place)).collect();
        let places = places.join("; ");
        let decided = phrase("repair", "decided_by", says.lang(), &[("places", &places)]);
        with(group, says.word("repair", "decides"), decided)
    }
}

fn with(group: Group<'_>, name: String, note: String) -> Group<'_> {
    group.element(Level::NOTE.with_name(name).message(note))
}

fn show(group: Group<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n", renderer().render(&[group]))
}

/// The part of a patch that concerns a place: itself, or a field in it.
fn at(patch: &[PatchOp], place: &Place) -> Vec<PatchOp> {
    let inside = |op: &&PatchOp| {
        let rest = op.path().strip_prefix(place.pointer.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    patch.iter().filter(inside).cloned().collect()
}

/// The reasons that rest on nothing else that is proposed, or all where there is none.
fn independent(reasons: &[Reason]) -> Vec<&Reason> {
    let own: Vec<&Reason> = reasons
        .iter()
        .filter(|one| one.rests_on.is_empty())
        .collect();
    if own.is_empty() {
        reasons.iter().collect()
    } else {
        own
    }
}

/// Figures filled in, with the line and status that each belongs to.
fn by_line(fills: &[Change]) -> Vec<(Place, Vec<&Change>)> {
    let mut lines: Vec<(Place, Vec<&Change>)> = Vec::new();
    for fill in fills {
        let mut place = fill.place.clone();
        place
            .pointer
            .truncate(place.pointer.rfind('/').unwrap_or_default());
        place.path.pop();
        match lines.last_mut() {
            Some((known, fills)) if *known == place => fills.push(fill),
            _ => lines.push((place, vec![fill])),
        }
    }
    lines
}
