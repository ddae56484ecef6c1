//! Names of sheets: within 31 characters, without what a name may not hold, each once.

use std::collections::BTreeSet;

use super::clean;

const LONGEST: usize = 31;

/// The names that are taken.
pub(super) struct Names {
    taken: BTreeSet<String>,
    /// For a table that has no name of its own.
    otherwise: String,
}

impl Names {
    pub(super) fn new(otherwise: &str) -> Self {
        Names {
            // A name that spreadsheet programs keep for themselves.
            taken: BTreeSet::from(["history".to_owned()]),
            otherwise: otherwise.to_owned(),
        }
    }

    /// A name after the first of these texts that can stand whole, unlike those before it.
    pub(super) fn take(&mut self, texts: &[&str]) -> String {
        let named: Vec<String> = texts.iter().map(|text| valid(text)).collect();
        let named = named.iter().filter(|name| !name.is_empty());
        let whole = named.clone().find(|name| units(name) <= LONGEST);
        let mut name = shortened(
            whole.or(named.clone().next()).map_or("", |name| name),
            LONGEST,
        );
        if name.is_empty() {
            name.clone_from(&self.otherwise);
        }
        let mut number = 1;
        let mut unlike = name.clone();
        // Names that differ in case alone are the same to a spreadsheet.
        while !self.taken.insert(unlike.to_lowercase()) {
            number += 1;
            let ending = format!(" ({number})");
            unlike = shortened(&name, LONGEST - ending.len()) + &ending;
        }
        unlike
    }
}

/// The length of a name, as spreadsheets count it.
fn units(name: &str) -> usize {
    name.encode_utf16().count()
}

/// The text without what a name of a sheet may not hold.
fn valid(text: &str) -> String {
    let kept = clean(text);
    let kept = kept.chars().map(|one| match one {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\u{fffe}' | '\u{ffff}' => ' ',
        other => other,
    });
    let words: String = kept.collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    trimmed(&words.join(" ")).to_owned()
}

/// A name may not begin or end with an apostrophe; a comma at its end tells of nothing.
fn trimmed(name: &str) -> &str {
    name.trim_matches(|one: char| one == '\'' || one == ',' || one.is_whitespace())
}

/// At most so many characters, as spreadsheets count them; whole words where there are any.
fn shortened(name: &str, most: usize) -> String {
    if units(name) <= most {
        return name.to_owned();
    }
    let mut end = 0;
    let mut space = None;
    for (at, one) in name.char_indices() {
        if units(&name[..at + one.len_utf8()]) > most {
            break;
        }
        if one == ' ' {
            space = Some(at);
        }
        end = at + one.len_utf8();
    }
    if name[end..].starts_with(' ') {
        space = Some(end);
    }
    let whole = space.filter(|at| units(&name[..*at]) * 3 > most);
    trimmed(&name[..whole.unwrap_or(end)]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_and_each_stands_once() {
        let mut names = Names::new("Taulukko");
        let long = "Talousarvio budjettiriveittäin, euroa";
        assert_eq!(names.take(&[long]), "Talousarvio budjettiriveittäin");
        assert_eq!(names.take(&[long]), "Talousarvio (2)");
        assert_eq!(names.take(&[long, "Luku"]), "Luku");
        assert_eq!(names.take(&["A/B: [c]*?\\"]), "A B c");
        assert_eq!(names.take(&["a b C"]), "a b C (2)");
        assert_eq!(names.take(&["'lainaus'"]), "lainaus");
        assert_eq!(names.take(&["History"]), "History (2)");
        assert_eq!(names.take(&[""]), "Taulukko");
        assert_eq!(names.take(&["''"]), "Taulukko (2)");
        let emoji = names.take(&[&"👩".repeat(40)]);
        assert!(emoji.encode_utf16().count() <= 31, "{emoji}");
        for name in &names.taken {
            assert!(name.encode_utf16().count() <= 31, "{name}");
        }
    }
}
