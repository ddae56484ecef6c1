//! Reading rulebooks and proving their structure, all problems at once.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::blank::blanks;
use super::position::offset;
use super::problem::position;
use super::{BookFile, Problem, Rule, Rulebook, RulebookError, Rulebooks, Said};
use crate::model::Project;

/// The files of one rulebook.
#[derive(Default)]
struct Files {
    heading: Option<(String, String)>,
    rules: Vec<(String, String)>,
    others: BTreeMap<String, String>,
}

/// The files by what they hold: a rule by its rulebook and id, a heading by `/` and its rulebook's id; each
/// with its path.
pub(super) type FileTexts = BTreeMap<String, (String, String)>;

/// Where problems gather.
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    fn at(&mut self, file: &str, text: &str, offset: usize, said: Said) {
        let (line, column) = position(text, offset);
        self.0.push(Problem {
            file: file.to_owned(),
            line,
            column,
            said,
        });
    }

    /// A problem at a key, found by its path through the file.
    pub(super) fn key(&mut self, file: &str, text: &str, path: &[&str], said: Said) {
        self.at(file, text, offset(text, path), said);
    }
}

impl Rulebooks {
    /// Rulebooks from files in memory: paths such as `common/rulebook.toml` and
    /// `common/rules/row-does-not-add-up.toml`, each with its text.
    ///
    /// # Errors
    ///
    /// All problems of all files at once.
    pub fn from_files(
        files: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Rulebooks, RulebookError> {
        let mut folders: BTreeMap<String, Files> = BTreeMap::new();
        let mut files: Vec<(String, String)> = files.into_iter().collect();
        files.sort();
        for (path, text) in files {
            let Some((folder, inside)) = path.split_once('/') else {
                continue;
            };
            let of_folder = folders.entry(folder.to_owned()).or_default();
            if inside == "rulebook.toml" {
                of_folder.heading = Some((path, text));
            } else if is_rule(inside) {
                of_folder.rules.push((path, text));
            } else {
                of_folder.others.insert(inside.to_owned(), text);
            }
        }
        let mut problems = Problems(Vec::new());
        let mut texts: FileTexts = BTreeMap::new();
        let mut books = BTreeMap::new();
        for (folder, of_folder) in folders {
            if let Some(book) = read_book(&folder, of_folder, &mut texts, &mut problems) {
                books.insert(folder, book);
            }
        }
        let layers = layers(&books);
        let (ids, books) = books.into_iter().unzip();
        let set = Rulebooks::new(ids, books, layers);
        set.prove(&texts, &mut problems);
        let Problems(mut problems) = problems;
        if problems.is_empty() {
            Ok(set)
        } else {
            problems.sort();
            Err(RulebookError { problems })
        }
    }
}

/// Whether a path inside a rulebook is that of a rule.
fn is_rule(inside: &str) -> bool {
    let name = inside.strip_prefix("rules/");
    name.is_some_and(|name| name.strip_suffix(".toml").is_some())
}

/// The id that a rule has by the path of its file within the rulebooks, and its rulebook.
pub(super) fn rule_at(path: &str) -> Option<(&str, &str)> {
    let (book, inside) = path.split_once('/')?;
    let name = inside.rsplit('/').next().filter(|_| is_rule(inside))?;
    Some((book, name.strip_suffix(".toml")?))
}

fn read_book(
    folder: &str,
    files: Files,
    texts: &mut FileTexts,
    problems: &mut Problems,
) -> Option<Rulebook> {
    let mut hash = Sha256::new();
    let mut feed = |path: &str, text: &str| {
        for part in [path, text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    };
    let Some((path, text)) = files.heading else {
        problems.at(folder, "", 0, Said::new("no_heading"));
        return None;
    };
    feed(&path, &text);
    let file = parse::<BookFile>(&path, &text, problems);
    let mut rules = BTreeMap::new();
    for (path, text) in files.rules {
        feed(&path, &text);
        let stem = rule_at(&path).map(|(_, id)| id);
        if let Some(rule) = parse::<Rule>(&path, &text, problems) {
            if Some(rule.id.as_str()) != stem {
                let said = Said::new("id_not_file").with("id", &rule.id);
                problems.key(&path, &text, &["id"], said);
            }
            texts.insert(format!("{folder}/{}", rule.id), (path, text));
            rules.insert(rule.id.to_string(), rule);
        }
    }
    let file = file?;
    if file.id != folder {
        let said = Said::new("id_not_folder").with("id", &file.id);
        problems.key(&path, &text, &["id"], said.with("folder", folder));
    }
    // A rule that lies elsewhere would be left out without a word.
    let strays = files.others.keys().filter(|inside| {
        let ending = Path::new(inside).extension();
        ending.is_some_and(|ending| ending == "toml")
    });
    for inside in strays {
        let said = Said::new("not_in_rules");
        problems.at(&format!("{folder}/{inside}"), "", 0, said);
    }
    let base = file
        .base
        .as_ref()
        .and_then(|name| files.others.get(name).cloned());
    match (&file.base, &base) {
        (Some(name), Some(base)) => {
            read_base(&format!("{folder}/{name}"), base, problems);
            feed("base", base);
        }
        (Some(name), None) => {
            let said = Said::new("no_file").with("name", name);
            problems.key(&path, &text, &["base"], said);
        }
        (None, _) => {}
    }
    texts.insert(format!("/{folder}"), (path, text));
    let hash = crate::hash::hex(hash);
    Some(Rulebook {
        file,
        rules,
        base,
        hash,
    })
}

/// What keeps the project that examples start from from being read.
fn read_base(path: &str, text: &str, problems: &mut Problems) {
    let Err(error) = Project::from_json(text) else {
        return;
    };
    for problem in error.problems {
        let said = Said::new("base_not_readable").with_words("error", |lang| problem.message(lang));
        problems.at(path, text, problem.span.start, said);
    }
}

fn parse<T: serde::de::DeserializeOwned>(
    path: &str,
    text: &str,
    problems: &mut Problems,
) -> Option<T> {
    let blanks = blanks(text);
    if !blanks.is_empty() {
        for blank in blanks {
            let said = Said::new("blank_left").with("what", blank.what);
            problems.at(path, text, blank.offset, said);
        }
        return None;
    }
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            problems.at(path, text, offset, unread(error.message()));
            None
        }
    }
}

/// What serde says of a file, in words of our own where it is about a name.
fn unread(message: &str) -> Said {
    let quoted = |text: &str| {
        let names = text.split('`').skip(1).step_by(2);
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    let codes = [
        ("unknown field ", ["unknown_field", "unknown_field_near"]),
        ("unknown variant ", ["unknown_word", "unknown_word_near"]),
    ];
    for (start, [far, near]) in codes {
        let rest = message.strip_prefix(start);
        let Some((named, known)) = rest.and_then(|rest| rest.split_once(", ")) else {
            continue;
        };
        let (named, known) = (quoted(named).concat(), quoted(known));
        if known.is_empty() {
            return Said::new("no_fields").with("name", named);
        }
        let nearest = crate::nearest(&named, known.iter().map(String::as_str));
        let said = match nearest {
            Some(nearest) => Said::new(near).with("nearest", nearest),
            None => Said::new(far),
        };
        let known = format!("`{}`", known.join("`, `"));
        return said.with("name", &named).with("known", known);
    }
    if let Some(named) = message.strip_prefix("missing field ") {
        return Said::new("missing_field").with("name", quoted(named).concat());
    }
    // Only days are parsed on the way.
    if message.starts_with("failed to parse") {
        return Said::new("day_expected");
    }
    let types = message.strip_prefix("invalid type: ");
    match types.and_then(|types| types.rsplit_once(", expected ")) {
        Some((_, "a string")) => Said::new("text_expected"),
        Some((_, "a sequence")) => Said::new("list_expected"),
        Some((_, table)) if table == "a map" || table.starts_with("struct ") => {
            Said::new("table_expected")
        }
        _ => Said::new("not_readable").with("error", message),
    }
}

/// Of each book the places, by id, of those that it uses, itself first.
fn layers(books: &BTreeMap<String, Rulebook>) -> Vec<Vec<usize>> {
    let place = |id: &String| books.keys().position(|known| known == id);
    let below = |start: usize| {
        let mut order = vec![start];
        let mut next = 0;
        while let Some(at) = order.get(next) {
            let book = books.values().nth(*at);
            let uses = book.map_or(&[][..], |book| book.file.uses.as_slice());
            for used in uses.iter().filter_map(place) {
                // Seen last, so that a layer comes after all that use it.
                order.retain(|at| *at != used || *at == start);
                if used != start {
                    order.push(used);
                }
            }
            next += 1;
            if next > books.len() * books.len() + 1 {
                break;
            }
        }
        order
    };
    (0..books.len()).map(below).collect()
}
