//! `selvitys diff`: what has changed between two versions of a document.

use std::io::Write;
use std::path::Path;

use selvitys::{
    Comparison, Finding, KeptFinding, Lang, Place, Presenter, SourceMap, assess, compare,
};

use crate::arguments::{Diff, TextOrJson};
use crate::failure::Failure;
use crate::input::{self, Document};
use crate::terminal;

pub(crate) fn run(diff: &Diff, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    if diff.before == Path::new("-") && diff.after == Path::new("-") {
        return Err(Failure::TwiceStandardInput);
    }
    let books = input::rulebooks(diff.assess.rulebooks.as_deref())?;
    let (before, after) = (
        input::document(&diff.before)?,
        input::document(&diff.after)?,
    );
    // Both for one day and stage, that of the version after: what differs is the document alone.
    let when = input::when(&diff.assess, &after.project);
    let check = |document| assess(document, &books, when.as_of, when.stage);
    let (was, is) = (check(&before.project), check(&after.project));
    let changes = compare((&before.project, &was), (&after.project, &is));
    match diff.format {
        TextOrJson::Json => {
            let text = serde_json::to_string_pretty(&changes).map_err(std::io::Error::from)?;
            writeln!(out, "{text}")?;
        }
        TextOrJson::Text => {
            let says = Presenter::new(&books, lang);
            let view = View {
                before: &before,
                after: &after,
                maps: (
                    SourceMap::new(&before.text).ok(),
                    SourceMap::new(&after.text).ok(),
                ),
                says: &says,
            };
            view.show(&changes, out)?;
            writeln!(out, "{}", terminal::day_and_stage(&when, &says))?;
        }
    }
    Ok(if changes.has_new_errors() {
        crate::FOUND
    } else {
        crate::CLEAN
    })
}

/// The two documents, and the words in which their changes are said.
struct View<'a> {
    before: &'a Document,
    after: &'a Document,
    maps: (Option<SourceMap>, Option<SourceMap>),
    says: &'a Presenter<'a>,
}

impl View<'_> {
    fn show(&self, changes: &Comparison, out: &mut dyn Write) -> Result<(), Failure> {
        let says = self.says;
        for (key, document, version) in [
            ("before", self.before, &changes.before),
            ("after", self.after, &changes.after),
        ] {
            let answer = says.answer(version.answer);
            writeln!(
                out,
                "{}: {}: {answer}",
                says.word("diff", key),
                document.name
            )?;
        }
        if changes.before.project.id != changes.after.project.id {
            let ids = [
                ("before", changes.before.project.id.as_str()),
                ("after", changes.after.project.id.as_str()),
            ];
            writeln!(
                out,
                "{}",
                selvitys::phrase("diff", "other_project", says.lang(), &ids)
            )?;
        }
        if changes.before.project.sha256 == changes.after.project.sha256 {
            writeln!(out, "{}", says.word("diff", "same"))?;
        }
        let new = changes
            .new
            .iter()
            .flat_map(|one| self.finding('+', one, true));
        self.part("new", changes.new.len(), new, out)?;
        let gone = changes
            .gone
            .iter()
            .flat_map(|one| self.finding('-', one, false));
        self.part("gone", changes.gone.len(), gone, out)?;
        let amounts = changes
            .amounts
            .iter()
            .map(|one| format!("{}: {}", self.place(&one.place), says.amount_change(one)));
        self.part("amounts", changes.amounts.len(), amounts, out)?;
        let dates = changes.dates.iter();
        let dates =
            dates.map(|one| format!("{}: {}", self.place(&one.place), says.date_change(one)));
        self.part("dates", changes.dates.len(), dates, out)?;
        for (key, places) in [
            ("added", &changes.added),
            ("removed", &changes.removed),
            ("others", &changes.others),
        ] {
            self.part(
                key,
                places.len(),
                places.iter().map(|place| self.place(place)),
                out,
            )?;
        }
        let kept = self.kept(&changes.kept).into_iter();
        self.part("kept", changes.kept.len(), kept, out)?;
        writeln!(out)?;
        Ok(())
    }

    /// A heading with its count, and all lines below it; nothing where there are none.
    fn part(
        &self,
        key: &str,
        count: usize,
        lines: impl Iterator<Item = String>,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        if count > 0 {
            let count = count.to_string();
            let heading = selvitys::phrase("diff", key, self.says.lang(), &[("n", &count)]);
            writeln!(out, "\n{heading}")?;
            for line in lines {
                writeln!(out, "  {line}")?;
            }
        }
        Ok(())
    }

    fn place(&self, place: &Place) -> String {
        let words = self.says.place(place);
        if words.is_empty() {
            self.says.word("report", "document")
        } else {
            words
        }
    }

    fn finding(&self, sign: char, finding: &Finding, after: bool) -> Vec<String> {
        let says = self.says;
        let (document, map) = if after {
            (self.after, &self.maps.1)
        } else {
            (self.before, &self.maps.0)
        };
        let at = map
            .as_ref()
            .map(|map| map.mark(&document.text, &finding.place.pointer));
        let at = at.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        vec![
            format!("{sign} [{}] {}", finding.rule, says.member_label(finding)),
            format!("    {}{at}: {}", document.name, self.place(&finding.place)),
            format!("    {}", says.message(finding)),
        ]
    }

    /// What is found in both versions, the places of a rule below it; what says something else now
    /// with what it said before.
    fn kept(&self, kept: &[KeptFinding]) -> Vec<String> {
        let says = self.says;
        let mut rules: Vec<(String, Vec<String>)> = Vec::new();
        for one in kept {
            let head = format!("= [{}] {}", one.after.rule, says.member_label(&one.after));
            let mut lines = vec![format!("    {}", self.place(&one.after.place))];
            if one.has_changed() {
                for (key, finding) in [("kept_before", &one.before), ("kept_after", &one.after)] {
                    let message = says.message(finding);
                    let values = [("message", message.as_str())];
                    let said = selvitys::phrase("diff", key, says.lang(), &values);
                    lines.push(format!("      {said}"));
                }
            }
            match rules.iter_mut().find(|(known, _)| *known == head) {
                Some((_, known)) => known.extend(lines),
                None => rules.push((head, lines)),
            }
        }
        let lines = rules
            .into_iter()
            .flat_map(|(head, lines)| std::iter::once(head).chain(lines));
        lines.collect()
    }
}
