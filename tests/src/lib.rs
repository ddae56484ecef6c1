//! What the tests share: the examples, the day and stage that each is assessed for.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and so do its helpers"
)]

use std::path::{Path, PathBuf};

use selvitys::{Assessment, Example, Over, Project, Rule, Rulebooks, Stage, assess};
use serde_json::Value as Json;

/// An example document, with the day and stage that it is assessed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// The file's name below `examples/`, without its ending.
    pub name: &'static str,
    /// The day.
    pub as_of: &'static str,
    /// The stage.
    pub stage: Stage,
}

/// The five real projects, one of them as its scan has it, and the same carried through an
/// illustrative reporting year.
pub const CASES: [Case; 7] = [
    Case {
        name: "pohjois-pohjanmaa",
        as_of: "2020-03-01",
        stage: Stage::Application,
    },
    Case {
        name: "as-scanned/pohjois-pohjanmaa",
        as_of: "2020-03-01",
        stage: Stage::Application,
    },
    Case {
        name: "pohjois-savo",
        as_of: "2020-01-23",
        stage: Stage::Draft,
    },
    Case {
        name: "pohjois-karjala",
        as_of: "2022-09-30",
        stage: Stage::Interim,
    },
    Case {
        name: "lappi",
        as_of: "2021-09-29",
        stage: Stage::Interim,
    },
    Case {
        name: "pohde",
        as_of: "2022-12-31",
        stage: Stage::Draft,
    },
    Case {
        name: "reporting-year/pohjois-pohjanmaa",
        as_of: "2022-03-31",
        stage: Stage::Interim,
    },
];

/// The one that has everything that reports draw on.
pub const REPORTING_YEAR: Case = CASES[6];

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The text of an example.
///
/// # Panics
///
/// When the file is not there.
#[must_use]
pub fn text(name: &str) -> String {
    let path = root().join("examples").join(format!("{name}.json"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// An example, read.
///
/// # Panics
///
/// When it cannot be read.
#[must_use]
pub fn project(name: &str) -> Project {
    Project::from_json(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

impl Case {
    /// The example, read.
    #[must_use]
    pub fn project(&self) -> Project {
        project(self.name)
    }

    /// What the built-in rules say of it.
    ///
    /// # Panics
    ///
    /// When the day is not one.
    #[must_use]
    pub fn assess(&self) -> Assessment {
        self.assess_project(&self.project())
    }

    /// What the built-in rules say of a project, on the day and at the stage of this example.
    ///
    /// # Panics
    ///
    /// When the day is not one.
    #[must_use]
    pub fn assess_project(&self, project: &Project) -> Assessment {
        let day = self
            .as_of
            .parse()
            .unwrap_or_else(|error| panic!("{}: {error}", self.as_of));
        assess(project, Rulebooks::builtin(), day, self.stage).into_assessment()
    }
}

/// Compares a committed file with what was generated; `UPDATE=1` writes it.
///
/// # Panics
///
/// When they differ: the message names the command that renews the file.
pub fn generated(path: &str, text: &str) {
    let full = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        if let Some(folder) = full.parent() {
            std::fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        std::fs::write(&full, text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let known = std::fs::read_to_string(&full).unwrap_or_default();
    assert!(
        known == text,
        "{path} is not what is generated: renew it with `make generated`, or with \
         `UPDATE=1 cargo test -p selvitys-tests` alone"
    );
}

/// The documents of a rule's example, made from the model project without the library: one, or two
/// where the rule ranges over several.
///
/// # Panics
///
/// When the example does not fit the model project.
pub fn documents_of(base: &str, rule: &Rule, example: &Example) -> Vec<Json> {
    let mut document: Json = serde_json::from_str(base).unwrap();
    for pointer in &example.remove {
        change(&mut document, pointer, None);
    }
    for (pointer, value) in &example.set {
        change(&mut document, pointer, Some(value));
    }
    let mut documents = vec![document.clone()];
    if rule.over == Over::Together {
        for (pointer, value) in &example.other {
            change(&mut document, pointer, Some(value));
        }
        documents.push(document);
    }
    documents
}

/// Sets or removes what a pointer names.
fn change(json: &mut Json, pointer: &str, value: Option<&Json>) {
    let (above, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    match (json.pointer_mut(above).unwrap(), value) {
        (Json::Object(fields), Some(value)) => {
            fields.insert(key, value.clone());
        }
        (Json::Object(fields), None) => {
            fields.remove(&key);
        }
        (Json::Array(items), Some(value)) if key == "-" => items.push(value.clone()),
        (Json::Array(items), Some(value)) => items[key.parse::<usize>().unwrap()] = value.clone(),
        (Json::Array(items), None) => {
            items.remove(key.parse().unwrap());
        }
        _ => panic!("{pointer}"),
    }
}
