//! What two documents say differently, walked along our own schema: it knows what is a sum, a date
//! or a text.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value as Json;

use super::identity::keys;
use super::path::{self, Names};
use super::{AmountChange, DateChange};
use crate::finding::{PathStep, Place};
use crate::model::{PartialDate, Stated};
use crate::read::form::{self, Form};

#[derive(Default)]
pub(super) struct Changes {
    pub(super) amounts: Vec<AmountChange>,
    pub(super) dates: Vec<DateChange>,
    pub(super) added: Vec<Place>,
    pub(super) removed: Vec<Place>,
    pub(super) others: Vec<Place>,
}

pub(super) fn changes(before: &Json, after: &Json) -> Changes {
    let mut walk = Walk {
        // As it is now, else as it was.
        names: Names(vec![after, before]),
        changes: Changes::default(),
    };
    let top = Here {
        pointer: String::new(),
        path: Vec::new(),
        whole: false,
    };
    walk.value(&[form::document()], Some(before), Some(after), &top);
    walk.changes
}

/// Where the walk is.
#[derive(Clone)]
struct Here {
    pointer: String,
    path: Vec<PathStep>,
    /// Whether all of it was added or removed, and said to be.
    whole: bool,
}

impl Here {
    fn place(&self) -> Place {
        Place {
            document: None,
            pointer: self.pointer.clone(),
            path: self.path.clone(),
        }
    }

    fn step(&self, step: &str, words: impl IntoIterator<Item = PathStep>) -> Here {
        let mut here = self.clone();
        here.pointer = format!("{}/{}", self.pointer, crate::pointer::escape(step));
        here.path.extend(words);
        here
    }
}

struct Walk<'a> {
    names: Names<'a>,
    changes: Changes,
}

impl Walk<'_> {
    fn value(
        &mut self,
        schemas: &[&'static Json],
        before: Option<&Json>,
        after: Option<&Json>,
        here: &Here,
    ) {
        if before == after {
            return;
        }
        let forms: Vec<Form> = schemas
            .iter()
            .flat_map(|schema| form::forms(schema))
            .collect();
        let is = |wanted: fn(&Form) -> bool| forms.iter().any(wanted);
        if is(|form| matches!(form, Form::Money)) {
            self.amount(before, after, here);
        } else if is(|form| matches!(form, Form::Date)) {
            self.date(before, after, here);
        } else if is(|form| matches!(form, Form::Text(_))) {
            self.other(here);
        } else if is(|form| matches!(form, Form::List(_))) {
            self.list(&forms, before, after, here);
        } else if is(|form| matches!(form, Form::Object(_) | Form::Map(_))) {
            self.object(&forms, before, after, here);
        } else {
            self.other(here);
        }
    }

    fn other(&mut self, here: &Here) {
        if !here.whole {
            self.changes.others.push(here.place());
        }
    }

    fn amount(&mut self, before: Option<&Json>, after: Option<&Json>, here: &Here) {
        let sum = |value: Option<&Json>| serde_json::from_value::<Stated>(value?.clone()).ok();
        let (from, to) = (sum(before), sum(after));
        let exact = |sum: Option<Stated>| sum.filter(|sum| sum.nearest.is_none());
        let exact = exact(from).zip(exact(to));
        self.changes.amounts.push(AmountChange {
            place: here.place(),
            from,
            to,
            difference: exact.map(|(from, to)| to.amount - from.amount),
        });
    }

    fn date(&mut self, before: Option<&Json>, after: Option<&Json>, here: &Here) {
        let date =
            |value: Option<&Json>| serde_json::from_value::<PartialDate>(value?.clone()).ok();
        let (from, to) = (date(before), date(after));
        let days = match (from, to) {
            (Some(PartialDate::Day(from)), Some(PartialDate::Day(to))) => {
                Some(i64::from((to - from).get_days()))
            }
            _ => None,
        };
        self.changes.dates.push(DateChange {
            place: here.place(),
            from,
            to,
            days,
        });
    }

    fn object(&mut self, forms: &[Form], before: Option<&Json>, after: Option<&Json>, here: &Here) {
        let before = before.and_then(Json::as_object);
        let after = after.and_then(Json::as_object);
        let names = before.into_iter().chain(after).flat_map(|one| one.keys());
        let names: BTreeSet<&String> = names.collect();
        for name in names {
            let below = form::below(forms, name);
            let one = before.and_then(|fields| fields.get(name));
            let other = after.and_then(|fields| fields.get(name));
            let words = path::field(forms, &below, name, here.path.is_empty());
            self.value(&below, one, other, &here.step(name, words));
        }
    }

    fn list(&mut self, forms: &[Form], before: Option<&Json>, after: Option<&Json>, here: &Here) {
        let Some(schema) = form::items(forms) else {
            return;
        };
        let before = before
            .and_then(Json::as_array)
            .map_or(&[][..], Vec::as_slice);
        let after = after
            .and_then(Json::as_array)
            .map_or(&[][..], Vec::as_slice);
        let objects = form::forms(schema);
        let objects = objects.iter().any(|form| matches!(form, Form::Object(_)));
        if !objects {
            // A list of codes or of texts is one value.
            let name = here.pointer.rsplit('/').next().unwrap_or_default();
            let mut whole = here.clone();
            if !matches!(whole.path.last(), Some(PathStep::Field(last)) if last == name) {
                whole.path.push(PathStep::Field(name.to_owned().into()));
            }
            return self.other(&whole);
        }
        let (known, now) = (keys(before), keys(after));
        let known_at: HashMap<&(String, usize), &Json> = known.iter().zip(before).collect();
        let now_at: HashSet<&(String, usize)> = now.iter().collect();
        for (number, (item, key)) in after.iter().zip(&now).enumerate() {
            let words = self.names.item(&here.pointer, &here.path, number, item);
            let mut inside = here.step(&number.to_string(), words);
            let same = known_at.get(key).copied();
            if same.is_none() && !here.whole {
                self.changes.added.push(inside.place());
                inside.whole = true;
            }
            self.value(&[schema], same, Some(item), &inside);
        }
        let gone = before.iter().zip(&known).enumerate();
        for (number, (item, _)) in gone.filter(|(_, (_, key))| !now_at.contains(key)) {
            let words = self.names.item(&here.pointer, &here.path, number, item);
            let mut inside = here.step(&number.to_string(), words);
            if !here.whole {
                self.changes.removed.push(inside.place());
                inside.whole = true;
            }
            self.value(&[schema], Some(item), None, &inside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Figure, Lang, Status};
    use crate::rulebook::Rulebooks;
    use crate::words::Presenter;

    #[test]
    fn every_field_of_the_model_has_its_words() {
        let says = Presenter::new(Rulebooks::builtin(), Lang::Sv);
        form::each_field(form::document(), &mut |name, _| {
            let languages = ["fi", "sv", "en"];
            let place = Place {
                document: None,
                pointer: String::new(),
                path: vec![PathStep::Field(name.to_owned().into())],
            };
            assert!(
                languages.contains(&name) || says.place(&place) != name,
                "field.{name}"
            );
        });
    }

    #[test]
    fn the_walk_knows_sums_dates_texts_and_parts() {
        let before = serde_json::json!({
            "id": "x",
            "name": {"fi": "Hanke"},
            "grants": [{"id": "g", "call": "tsk-2020", "status": "applied"}],
            "budgets": [{"id": "b", "grant": "g", "lines": [
                {"id": "one", "title": {"fi": "Yksi"}, "applied": {"total": "1.00"}},
                {"id": "two", "title": {"fi": "Kaksi"}, "applied": {"total": "2.00"}}
            ]}],
            "schedule": {"period": {"start": "2020", "end": "2022-10-31"}},
            "topics": [{"fi": "A"}]
        });
        let mut after = before.clone();
        after["name"]["sv"] = "Projekt".into();
        after["topics"] = serde_json::json!([{"fi": "B"}]);
        after["schedule"]["period"] =
            serde_json::json!({"start": "2020-01-01", "end": "2022-12-31"});
        let lines = after["budgets"][0]["lines"].as_array_mut().unwrap();
        lines[1]["applied"]["total"] = "2.50".into();
        lines[0] = serde_json::json!(
            {"id": "new", "title": {"fi": "Uusi"}, "applied": {"total": {"amount": "5.00", "nearest": "1.00"}}}
        );
        let changes = changes(&before, &after);
        let pointers = |places: &[Place]| -> Vec<String> {
            places.iter().map(|place| place.pointer.clone()).collect()
        };
        assert_eq!(pointers(&changes.others), ["/name", "/topics"]);
        assert_eq!(pointers(&changes.added), ["/budgets/0/lines/0"]);
        assert_eq!(pointers(&changes.removed), ["/budgets/0/lines/0"]);
        let amounts: Vec<(&str, Option<String>)> = changes
            .amounts
            .iter()
            .map(|one| {
                (
                    one.place.pointer.as_str(),
                    one.difference.map(|sum| sum.to_string()),
                )
            })
            .collect();
        assert_eq!(
            amounts,
            [
                ("/budgets/0/lines/0/applied/total", None),
                ("/budgets/0/lines/1/applied/total", Some("0.50".to_owned())),
                ("/budgets/0/lines/0/applied/total", None),
            ]
        );
        assert_eq!(changes.amounts[0].from, None);
        assert_eq!(changes.amounts[2].to, None);
        // A coarse date has no distance: which day it means is not known.
        let days: Vec<Option<i64>> = changes.dates.iter().map(|one| one.days).collect();
        assert_eq!(days, [Some(61), None]);
        let path = &changes.amounts[1].place.path;
        assert_eq!(path[0], PathStep::Field("budgets".into()));
        assert_eq!(path[1], PathStep::Call("tsk-2020".to_owned()));
        assert!(matches!(path[2], PathStep::Title(_)));
        assert_eq!(
            path[3..],
            [
                PathStep::Status(Status::Applied),
                PathStep::Figure(Figure::Total)
            ]
        );
    }

    #[test]
    fn the_same_document_has_no_changes() {
        let text = include_str!("../../rulebooks/common/base.json");
        let json: Json = serde_json::from_str(text).unwrap();
        let changes = changes(&json, &json);
        assert!(changes.others.is_empty() && changes.amounts.is_empty());
    }
}
