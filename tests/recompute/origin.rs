//! Whether an operand comes from where it says: looked up in the document, in the files of the
//! rulebooks and in the register's table, none of them read by the library.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::value::{self, Unit, Val, coarse, exact, languages, strip};

/// What operands may come from.
pub(crate) struct World {
    /// The documents that were assessed.
    pub(crate) documents: Vec<Json>,
    /// What the assessment was made for.
    pub(crate) as_of: String,
    pub(crate) stage: String,
    pub(crate) files: Files,
}

/// The rulebooks and the register, as their files have them.
#[derive(Clone, Default)]
pub(crate) struct Files {
    /// The headings of rulebooks by id.
    books: BTreeMap<String, Json>,
    /// The rules by id.
    rules: BTreeMap<String, Json>,
    /// The rows of the register, and the names of its columns.
    towns: Vec<Vec<String>>,
}

impl Files {
    pub(crate) fn read() -> Self {
        let mut files = Files::default();
        let root = selvitys_tests::root();
        let folder = root.join("crates/selvitys");
        let list = |path: PathBuf| -> Vec<PathBuf> {
            let entries = std::fs::read_dir(path).into_iter().flatten();
            entries
                .filter_map(|entry| Some(entry.ok()?.path()))
                .collect()
        };
        let toml = |path: PathBuf| -> Option<Json> {
            toml::from_str(&std::fs::read_to_string(path).ok()?).ok()
        };
        let own = list(root.join("examples/rulebooks"));
        for book in list(folder.join("rulebooks")).into_iter().chain(own) {
            let Some(heading) = toml(book.join("rulebook.toml")) else {
                continue;
            };
            let id = heading["id"].as_str().unwrap_or_default().to_owned();
            files.books.insert(id, heading);
            for rule in list(book.join("rules")).into_iter().filter_map(toml) {
                let id = rule["id"].as_str().unwrap_or_default().to_owned();
                files.rules.insert(id, rule);
            }
        }
        let csv = folder.join("src/register/municipalities-2021.csv");
        let text = std::fs::read_to_string(csv).unwrap_or_default();
        let cells = |line: &str| line.split(',').map(str::to_owned).collect();
        files.towns = text.lines().map(cells).collect();
        files
    }

    /// Whether a text says nothing.
    fn is_placeholder(&self, text: &str) -> bool {
        let common = self.books.get("common");
        let phrases =
            common.map(|book| &book["params"]["placeholder-phrases"]["values"][0]["codes"]);
        let mut phrases = phrases.and_then(Json::as_array).into_iter().flatten();
        let bare = strip(text).to_lowercase();
        bare.is_empty()
            || phrases.any(|one| {
                one["code"]
                    .as_str()
                    .is_some_and(|one| strip(one).to_lowercase() == bare)
            })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.towns.first()?.iter().position(|one| one == name)
    }

    /// The municipalities of which a column holds something.
    fn towns(&self, column: &str, cell: &str) -> Vec<&[String]> {
        let Some(column) = self.column(column) else {
            return Vec::new();
        };
        let rows = self.towns.iter().skip(1);
        let rows = rows.filter(|row| row.get(column).is_some_and(|one| one == cell));
        rows.map(Vec::as_slice).collect()
    }
}

impl World {
    /// What is wrong with an operand.
    pub(crate) fn check(&self, rule: &str, operand: &Json) -> Result<(), String> {
        let val = Val::read(operand.get("value"))?;
        let from = &operand["from"];
        let fails = |why: &str| Err(format!("{why}: {operand}"));
        let known = val != Val::Unknown;
        let sound = match origin(from) {
            ("place", place) => self.stands(place, operand.get("value"), &val),
            ("param", param) => self.is_param(param, &val),
            ("rule", field) => {
                let check = &self.files.rules.get(rule).unwrap_or(&Json::Null)["check"];
                let field = field.as_str().unwrap_or_default();
                any(check, &mut |one| {
                    let fields = one.as_object().into_iter().flatten();
                    fields
                        .into_iter()
                        .any(|(name, one)| name == field && is(&val, one))
                })
            }
            ("register", entry) => self.is_in_register(entry, &val),
            ("rulebook", id) => {
                let book = self.files.books.get(id.as_str().unwrap_or_default());
                let call = book.and_then(|book| book.get("call"));
                match &val {
                    Val::Set(all, true) => call.is_none() && all.is_empty(),
                    Val::Set(all, false) => call.is_some_and(|call| is_defined(call, all)),
                    _ => call.is_some() == known,
                }
            }
            ("exception", id) => {
                let rule = self.files.rules.get(id.as_str().unwrap_or_default());
                !known || rule.is_some_and(|rule| rule.get("exception").is_some())
            }
            ("as-of", _) => is(&val, &Json::String(self.as_of.clone())),
            ("stage", _) => val == Val::Other(Json::String(self.stage.clone())),
            _ => return fails("from nowhere"),
        };
        if sound {
            Ok(())
        } else {
            fails("not what stands there")
        }
    }

    fn stands(&self, place: &Json, raw: Option<&Json>, val: &Val) -> bool {
        let pointer = place["pointer"].as_str().unwrap_or("?");
        let named = place.get("document");
        let documents = self
            .documents
            .iter()
            .filter(|one| named.is_none_or(|id| one["id"] == *id));
        documents.into_iter().any(|document| {
            let there = document.pointer(pointer);
            let open_set = matches!(val, Val::Set(..));
            match (there, val) {
                // Nothing is said, or what is said says nothing; a list may lack what is sought.
                (None, Val::Unknown) => true,
                (Some(Json::String(text)), Val::Unknown) => self.files.is_placeholder(text),
                (Some(one), Val::Unknown) => one.is_object() || one.is_array(),
                (None, Val::Set(all, _)) => all.is_empty(),
                (None, _) => false,
                (Some(_), Val::Set(..)) if open_set => has_members(document, raw, val),
                (Some(one), Val::Other(_)) => says_something(one),
                (Some(one), Val::Code(code)) if pointer.starts_with("/contents/") => {
                    // What a call asks for beyond the model is known by its name and by its type.
                    pointer.ends_with(&format!("/{code}"))
                        || one.as_object().is_some_and(|of| of.contains_key(code))
                        || any(one, &mut |one| is(val, one))
                }
                (Some(one), _) => any(one, &mut |one| is(val, one)),
            }
        })
    }

    fn is_param(&self, param: &Json, val: &Val) -> bool {
        let book = param["book"].as_str().unwrap_or_default();
        let name = param["name"].as_str().unwrap_or_default();
        let found = self
            .files
            .books
            .get(book)
            .map(|book| &book["params"][name]["values"]);
        let values = found.and_then(Json::as_array).into_iter().flatten();
        let strings = |list: &Json, field: &str| -> Vec<String> {
            let list = list.as_array().into_iter().flatten();
            list.filter_map(|one| Some(one[field].as_str()?.to_owned()))
                .collect()
        };
        // Of a day that is not known well enough, from one value to another.
        let entries: Vec<&Json> = values.clone().collect();
        let ends = |one: &Json, other: &Json| match val {
            Val::Number(_, low, high) => {
                exact(&one["value"]) == *low && exact(&other["value"]) == *high
            }
            Val::Day(low, high) => {
                value::day(&one["value"]) == *low && value::day(&other["value"]) == *high
            }
            _ => false,
        };
        let named = |of: &Json| -> Vec<Json> {
            let basis = of["basis"].as_array();
            basis
                .into_iter()
                .flatten()
                .map(|one| one["source"].clone())
                .collect()
        };
        let both = entries.iter().any(|one| {
            entries.iter().any(|other| {
                let sources = named(&serde_json::json!({ "basis": param["basis"] }));
                let own = [named(one), named(other)].concat();
                one["value"] != other["value"]
                    && ends(one, other)
                    && own.iter().all(|source| sources.contains(source))
                    && sources.iter().all(|source| own.contains(source))
            })
        });
        both || values.into_iter().any(|one| {
            let based = param["basis"].as_array().is_some_and(|basis| {
                let own = one["basis"].as_array().map_or(0, Vec::len);
                !basis.is_empty() && basis.len() == own
            });
            let single = one.get("value").into_iter().chain(
                one.get("by_region")
                    .and_then(Json::as_object)
                    .into_iter()
                    .flatten()
                    .map(|(_, one)| one),
            );
            let mut single = single;
            let sound = match (val, one.get("up_to")) {
                (Val::Set(all, false), _) => strings(&one["codes"], "code") == *all,
                (Val::Day(low, high), Some(up_to)) => {
                    value::day(&one["value"]) == *low && value::day(up_to) == *high
                }
                (Val::Number(_, low, high), Some(up_to)) => {
                    exact(&one["value"]) == *low && exact(up_to) == *high
                }
                (Val::Day(..), _) if one.get("rounds").is_some() => strings(&one["rounds"], "due")
                    .iter()
                    .any(|due| is(val, &Json::String(due.clone()))),
                _ => single.any(|one| is(val, one)),
            };
            based && sound
        })
    }

    fn is_in_register(&self, entry: &Json, val: &Val) -> bool {
        let (kind, what) = origin(entry);
        let code = what.as_str().unwrap_or_default();
        let files = &self.files;
        let known = |rows: Vec<&[String]>| match val {
            Val::Unknown => rows.is_empty(),
            Val::Code(own) => !rows.is_empty() && own == code,
            _ => false,
        };
        let list = |column: &str| {
            let column = files.column(column).unwrap_or_default();
            let rows = files.towns("maakunta", code).into_iter();
            let mut all: Vec<String> = rows.filter_map(|row| row.get(column).cloned()).collect();
            all.sort();
            all.dedup();
            matches!(val, Val::Set(own, _) if *own == all)
        };
        match kind {
            "municipality" => known(files.towns("kunta", code)),
            "region" => known(files.towns("maakunta", code)),
            "county" => known(files.towns("hva", code)),
            "municipalities-of" => list("kunta"),
            "counties-of" => list("hva"),
            "population" => {
                let rows = files.towns("kunta", what["municipality"].as_str().unwrap_or_default());
                let column = files.column(&format!("vaesto_{}", what["year"]));
                let cell = rows
                    .first()
                    .zip(column)
                    .and_then(|(row, column)| row.get(column));
                cell.is_some_and(|cell| is(val, &Json::String(cell.clone())))
            }
            _ => false,
        }
    }
}

/// Whether a call defines contents of these ids, or one with these choices or columns.
fn is_defined(call: &Json, all: &[String]) -> bool {
    let contents = call.get("contents").and_then(Json::as_object);
    let ids = contents.into_iter().flat_map(|all| all.keys().cloned());
    let codes = |content: &Json, field: &str| -> Vec<String> {
        let list = content[field].as_array().into_iter().flatten();
        let codes = list.filter_map(|one| one["code"].as_str());
        codes.map(str::to_owned).collect()
    };
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let all = sorted(all.to_vec());
    sorted(ids.collect()) == all
        || contents
            .into_iter()
            .flat_map(|all| all.values())
            .any(|one| sorted(codes(one, "choices")) == all || sorted(codes(one, "columns")) == all)
}

/// The one field of an origin, or its word.
fn origin(json: &Json) -> (&str, &Json) {
    match json {
        Json::String(word) => (word, &Json::Null),
        Json::Object(fields) if fields.len() == 1 => {
            let field = fields.iter().next();
            field.map_or(("", &Json::Null), |(name, inner)| (name.as_str(), inner))
        }
        _ => ("", &Json::Null),
    }
}

/// Whether something is so of a part of a document, or of anything in it.
fn any(json: &Json, is_so: &mut dyn FnMut(&Json) -> bool) -> bool {
    if is_so(json) {
        return true;
    }
    match json {
        Json::Array(all) => all.iter().any(|one| any(one, is_so)),
        Json::Object(all) => all.values().any(|one| any(one, is_so)),
        _ => false,
    }
}

fn says_something(json: &Json) -> bool {
    any(json, &mut |one| match one {
        Json::String(text) => !strip(text).is_empty(),
        Json::Bool(_) | Json::Number(_) => true,
        _ => false,
    })
}

/// Whether a value is what a document writes.
fn is(val: &Val, json: &Json) -> bool {
    match (val, json) {
        (Val::Number(unit, Some(low), Some(high)), json) if low == high => {
            let of = if json.is_object() && *unit == Unit::Money {
                &json["amount"]
            } else {
                json
            };
            exact(of) == Some(*low)
        }
        // A rounded sum: half a unit on either side.
        (Val::Number(_, low, high), Json::Object(stated)) => {
            let read = |name: &str| stated.get(name).and_then(exact);
            let (Some(amount), Some(nearest)) = (read("amount"), read("nearest")) else {
                return false;
            };
            let half = nearest.abs() / Decimal::TWO;
            (*low, *high) == (Some(amount - half), Some(amount + half))
        }
        (Val::Day(low, high), Json::String(text)) => {
            coarse(text).is_some_and(|(first, last)| (*low, *high) == (Some(first), Some(last)))
        }
        (Val::Code(code), Json::String(text)) => text == code || strip(text) == code,
        (Val::Text(texts), Json::Object(_)) => languages(json) == *texts,
        (Val::Signs(signs), Json::String(text)) => strip(text).chars().count() as u64 == *signs,
        (Val::Truth(truth), Json::Bool(stated)) => *truth == Some(*stated),
        _ => false,
    }
}

/// Whether the members of a set are all named in the document.
fn has_members(document: &Json, raw: Option<&Json>, val: &Val) -> bool {
    let Val::Set(all, _) = val else {
        return false;
    };
    let written = raw.and_then(|raw| raw.as_object()?.values().next()?.as_array());
    let written = written.map_or(&[][..], Vec::as_slice);
    all.iter().zip(written).all(|(code, member)| {
        // A member may be known by its number, and then has its title.
        let title = member.get("titled").map(|titled| languages(&titled[1]));
        any(document, &mut |one| match one {
            Json::String(text) => text == code,
            Json::Object(_) => {
                let texts = value::languages(one);
                !texts.is_empty()
                    && (title.as_ref() == Some(&texts) || format!("{texts:?}") == *code)
            }
            _ => false,
        })
    })
}
