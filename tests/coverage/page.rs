//! `docs/coverage.md`.

use std::fmt::Write as _;

use selvitys::{Lang, Rulebooks, Severity, Source};

use crate::data::{Coverage, Paper, Place, Provision, Reason, Section, Statute};

pub(crate) fn page(coverage: &Coverage, books: &Rulebooks) -> String {
    let mut out = String::from(
        "# Coverage\n\nWhich rule decides what the statutes, the calls and the plans of the two programmes \
         say, provision by provision, and why where none does. A provision has a rule where it binds the \
         project or the authority and can be decided from a document, declarations included. Each other \
         has one of three reasons: it is left to **the authority's discretion**; it is **outside the \
         project** (it binds someone else, or nobody, as definitions do); or it **needs evidence that no \
         document holds**. What a provision says is told in our own words; the statute counts.\n\nThis page \
         is generated from [`coverage/`](coverage), and compared with the basis of every rule.\n\n",
    );
    provisions(coverage, books, &mut out);
    rules(books, &mut out);
    for statute in &coverage.statutes {
        write_statute(statute, books, &mut out);
    }
    for (title, papers) in &coverage.papers {
        let _ = writeln!(out, "## {title}\n");
        for paper in &papers.paper {
            write_paper(paper, books, &mut out);
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn provisions(coverage: &Coverage, books: &Rulebooks, out: &mut String) {
    let heads = Reason::ALL.map(|reason| reason.words().to_owned());
    let _ = writeln!(
        out,
        "## Counts\n\n| Source | Provisions | With a rule | {} |\n| --- | --: | --: | --: | --: | --: |",
        heads
            .map(|head| format!("{}{}", head[..1].to_uppercase(), &head[1..]))
            .join(" | "),
    );
    let mut row = |name: &str, all: &[&Provision]| {
        let ruled = all.iter().filter(|one| !one.rules.is_empty()).count();
        let by = Reason::ALL.map(|reason| {
            let of = all.iter().filter(|one| one.reason == Some(reason));
            of.count().to_string()
        });
        let _ = writeln!(
            out,
            "| {name} | {} | {ruled} | {} |",
            all.len(),
            by.join(" | ")
        );
    };
    for statute in &coverage.statutes {
        let all: Vec<&Provision> = statute.parts().flat_map(|part| &part.provisions).collect();
        let amended: Vec<&str> = statute
            .amendment
            .iter()
            .map(|one| one.number.as_str())
            .collect();
        let mut name = title(source(books, &statute.source));
        if !amended.is_empty() {
            let _ = write!(name, ", with {}", amended.join(", "));
        }
        row(&name, &all);
    }
    for (title, papers) in &coverage.papers {
        let all = papers.paper.iter().flat_map(|paper| &paper.provisions);
        row(title, &all.collect::<Vec<_>>());
    }
    row("**In all**", &coverage.provisions().collect::<Vec<_>>());
    out.push('\n');
}

fn rules(books: &Rulebooks, out: &mut String) {
    let rules = books.rules();
    let presence = rules
        .iter()
        .filter(|(_, one)| one.check.kind() == "required")
        .count();
    let tenths = (presence * 1000 + rules.len() / 2) / rules.len();
    let _ = writeln!(
        out,
        "{} rules, of which {presence} ask that something be there at all (kind `required`: not empty, no \
         placeholder): {}.{} %.\n\n| Rulebook | Rules | Error | Warning | Advice |\n| --- | --: | --: | --: | --: |",
        rules.len(),
        tenths / 10,
        tenths % 10,
    );
    let severities = [Severity::Error, Severity::Warning, Severity::Advice];
    let mut row = |name: &str, of: &dyn Fn(&str) -> bool| {
        let all = rules.iter().filter(|(book, _)| of(&book.file.id));
        let by = severities.map(|severity| {
            let of = all.clone().filter(|(_, rule)| rule.severity == severity);
            of.count().to_string()
        });
        let _ = writeln!(out, "| {name} | {} | {} |", all.count(), by.join(" | "));
    };
    let mut seen: Vec<&str> = rules
        .iter()
        .map(|(book, _)| book.file.id.as_str())
        .collect();
    seen.dedup();
    for id in seen {
        row(&format!("`{id}`"), &|one| one == id);
    }
    row("**In all**", &|_| true);
    out.push('\n');
}

fn write_statute(statute: &Statute, books: &Rulebooks, out: &mut String) {
    let source = source(books, &statute.source);
    let address = source.address.as_deref().unwrap_or_default();
    let _ = writeln!(out, "## [{}](<{address}>)\n", title(source));
    for section in &statute.section {
        let head = format!("{} § {}", section.number, section.title);
        write_part(&head, section, out);
    }
    for annex in &statute.annex {
        write_part(
            &format!("Annex {}: {}", annex.number, annex.title),
            annex,
            out,
        );
    }
    for amendment in &statute.amendment {
        write_part(
            &format!("{}: entry into force", amendment.number),
            amendment,
            out,
        );
    }
}

fn write_part(head: &str, part: &Section, out: &mut String) {
    let _ = writeln!(
        out,
        "### {head}\n\n| Subsection | What it says | Rules |\n| --- | --- | --- |"
    );
    for provision in &part.provisions {
        let place = match Place::read(&provision.at) {
            Some(Place::Item(paragraph, item)) => format!("{paragraph}, item {item}"),
            Some(Place::Sentence(paragraph, sentence)) => {
                let index = usize::from(paragraph) - 1;
                let alone = part.outline.get(index).is_some_and(|one| one == "1");
                if alone {
                    paragraph.to_string()
                } else {
                    format!("{paragraph}, sentence {sentence}")
                }
            }
            None => provision.at.clone(),
        };
        write_provision(&place, provision, out);
    }
    out.push('\n');
}

fn write_paper(paper: &Paper, books: &Rulebooks, out: &mut String) {
    let source = paper.source.as_deref().and_then(|id| books.source(id));
    let named = source.map(title);
    let name = paper.title.clone().or(named).unwrap_or_default();
    let address = source.and_then(|one| one.address.clone());
    let name = match address.or_else(|| paper.address.clone()) {
        Some(address) => format!("[{name}](<{address}>)"),
        None => name,
    };
    let publisher = source.and_then(|one| one.publisher.as_ref());
    let publisher = publisher.map(|one| one.get(Lang::En).to_owned());
    let by = publisher.or_else(|| paper.publisher.clone());
    let by = by.map_or_else(String::new, |by| format!("{by}.\n\n"));
    let placed = paper.provisions.iter().any(|one| !one.at.is_empty());
    let (head, rule) = if placed {
        ("| Place | What it says | Rules |", "| --- | --- | --- |")
    } else {
        ("| What it says | Rules |", "| --- | --- |")
    };
    let _ = writeln!(out, "### {name}\n\n{by}{head}\n{rule}");
    for provision in &paper.provisions {
        if placed {
            write_provision(&provision.at, provision, out);
        } else {
            let _ = writeln!(out, "| {} | {} |", provision.says, decided(provision));
        }
    }
    out.push('\n');
}

fn write_provision(place: &str, provision: &Provision, out: &mut String) {
    let by = provision.by.as_ref();
    let by = by.map_or_else(String::new, |by| format!(" ({by})"));
    let says = &provision.says;
    let _ = writeln!(out, "| {place}{by} | {says} | {} |", decided(provision));
}

/// The rules that decide a provision, or why none does.
fn decided(provision: &Provision) -> String {
    let rules = provision
        .rules
        .iter()
        .map(|id| format!("[{id}](rules/{id}.md)"));
    let mut words = rules.collect::<Vec<_>>().join(", ");
    if let Some(reason) = provision.reason {
        words = format!("*{}*", reason.words());
    }
    if let Some(note) = &provision.note {
        let _ = write!(words, ": {note}");
    }
    words
}

fn title(source: &Source) -> String {
    let title = source.title.get(Lang::En);
    match &source.number {
        Some(number) => format!("{number} {title}"),
        None => title.to_owned(),
    }
}

fn source<'a>(books: &'a Rulebooks, id: &str) -> &'a Source {
    books
        .source(id)
        .unwrap_or_else(|| panic!("no source `{id}`"))
}
