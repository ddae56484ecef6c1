//! Which changes are tried.

use jiff::civil::Date;
use serde_json::Value as Json;

use super::mutant::{Changed, Edit, Mutant, MutantAt, Mutation, edited};
use super::{Scope, in_use};
use crate::format;
use crate::rulebook::{Param, Rule, Rulebook, Rulebooks, Stage, Unit};

mod numbers;
mod walk;

use numbers::{beside, of_heading};
use walk::walk;

/// Every change within a scope.
pub(super) fn mutants(books: &Rulebooks, scope: &Scope) -> Vec<Mutant> {
    let mut bred = Vec::new();
    for (book, rule) in in_use(books) {
        if scope.holds(book, rule) {
            bred.extend(of_rule(books, book, rule));
        }
    }
    let own = books.books().filter(|book| scope.holds_book(book));
    for book in own {
        of_heading(books, book, scope, &mut bred);
    }
    bred
}

/// Changes to one rule or one number, gathered by their paths in its file.
struct Bred<'a> {
    books: &'a Rulebooks,
    book: &'a Rulebook,
    of: Of<'a>,
    rules: Vec<String>,
    found: Vec<Mutant>,
}

/// What is changed, as data.
enum Of<'a> {
    Rule(&'a str, Json),
    Param(&'a str, Json),
}

impl Bred<'_> {
    /// A change, where what comes of it can be loaded: else it is refused before any example is
    /// asked.
    fn push(&mut self, path: &[&str], change: Mutation, edit: &Edit) {
        let changed = match &self.of {
            Of::Rule(_, json) => self.rule(json, path, edit),
            Of::Param(name, json) => self.param(name, json, path, edit),
        };
        let Some(changed) = changed else { return };
        let at = match &self.of {
            Of::Rule(id, _) => MutantAt::Rule((*id).to_owned()),
            Of::Param(..) => MutantAt::Heading,
        };
        self.found.push(Mutant {
            book: self.book.file.id.to_string(),
            at,
            path: path.iter().map(|key| (*key).to_owned()).collect(),
            change,
            changed,
            rules: self.rules.clone(),
        });
    }

    fn rule(&self, json: &Json, path: &[&str], edit: &Edit) -> Option<Changed> {
        let json = edited(json.clone(), path, edit)?;
        let rule: Rule = serde_json::from_value(json).ok()?;
        let sound = self.books.is_sound(self.book, &rule);
        sound.then(|| Changed::Rule(Box::new(rule)))
    }

    /// In the heading a number stands two keys down.
    fn param(&self, name: &str, json: &Json, path: &[&str], edit: &Edit) -> Option<Changed> {
        let json = edited(json.clone(), path.get(2..)?, edit)?;
        let param: Param = serde_json::from_value(json).ok()?;
        let sound = self.books.is_sound_param(self.book, name, &param);
        sound.then(|| Changed::Param(name.to_owned(), Box::new(param)))
    }

    /// A number or a day, one unit up and one down.
    fn moved(&mut self, path: &[&str], unit: Unit, text: &str) {
        self.moved_where(path, unit, text, |_| true);
    }

    /// The same, only to what makes a difference.
    fn moved_where(
        &mut self,
        path: &[&str],
        unit: Unit,
        text: &str,
        differs: impl Fn(&String) -> bool,
    ) {
        for to in beside(unit, text).into_iter().filter(differs) {
            let change = Mutation::Moved {
                unit,
                from: text.to_owned(),
                to: to.clone(),
            };
            self.push(path, change, &Edit::Set(Json::String(to)));
        }
    }

    fn day(&mut self, path: &[&str], day: Option<Date>) {
        if let Some(day) = day {
            self.moved(path, Unit::Date, &day.to_string());
        }
    }

    fn exchanged(&mut self, path: &[&str], from: &Json, to: Json) {
        let word = |json: &Json| match json {
            Json::String(word) => word.clone(),
            other => other.to_string(),
        };
        let change = Mutation::Exchanged {
            from: word(from),
            to: word(&to),
        };
        self.push(path, change, &Edit::Set(to));
    }

    fn dropped(&mut self, path: &[&str], what: &Json) {
        let what = match what {
            Json::String(word) => word.clone(),
            other => other.to_string(),
        };
        self.push(path, Mutation::Dropped(what), &Edit::Remove);
    }
}

fn of_rule(books: &Rulebooks, book: &Rulebook, rule: &Rule) -> Vec<Mutant> {
    let bare = Rule {
        examples: Vec::new(),
        ..rule.clone()
    };
    let Ok(json) = serde_json::to_value(bare) else {
        return Vec::new();
    };
    let mut bred = Bred {
        books,
        book,
        of: Of::Rule(&rule.id, json.clone()),
        rules: vec![rule.id.to_string()],
        found: Vec::new(),
    };
    stages(rule, &mut bred);
    if let Some(applies) = json.get("applies") {
        walk(
            format::of_applies(),
            applies,
            &mut vec!["applies"],
            rule,
            &mut bred,
        );
    }
    if rule.exception.is_some() {
        bred.push(
            &["exception"],
            Mutation::Dropped("exception".to_owned()),
            &Edit::Remove,
        );
    }
    let kind = rule.check.kind();
    if let (Some(of_kind), Some(check)) = (
        format::of_kind(kind),
        json.pointer(&format!("/check/{kind}")),
    ) {
        walk(of_kind, check, &mut vec!["check", kind], rule, &mut bred);
    }
    bred.found
}

/// Each stage left out, and the ones beside those listed put in.
fn stages(rule: &Rule, bred: &mut Bred<'_>) {
    let path = |number: usize| number.to_string();
    for (number, stage) in rule.stages.iter().enumerate() {
        bred.dropped(
            &["stages", &path(number)],
            &Json::String(stage.key().to_owned()),
        );
    }
    let listed = |stage: Option<&Stage>| stage.is_some_and(|one| rule.stages.contains(one));
    for (number, stage) in Stage::ALL.iter().enumerate() {
        let before = number
            .checked_sub(1)
            .and_then(|number| Stage::ALL.get(number));
        let beside = listed(before) || listed(Stage::ALL.get(number + 1));
        if beside && !listed(Some(stage)) {
            let word = stage.key().to_owned();
            bred.push(
                &["stages"],
                Mutation::Added(word.clone()),
                &Edit::Push(Json::String(word)),
            );
        }
    }
}
