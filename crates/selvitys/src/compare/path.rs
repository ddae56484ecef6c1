//! Places in words, by our own schema: what a field is, and what names an item of a list.

use serde_json::Value as Json;

use crate::finding::{PathStep, Place, TitleText};
use crate::model::{Figure, Status};
use crate::pointer;
use crate::read::form::{self, Form};

/// A field in words; nothing for a list below the top, whose items have titles of their own.
pub(super) fn field(
    forms: &[Form],
    below: &[&'static Json],
    name: &str,
    top: bool,
) -> Option<PathStep> {
    let has = |field: &str| {
        forms.iter().any(|form| match form {
            Form::Object(schema) => form::field(schema, field).is_some(),
            _ => false,
        })
    };
    let status = Status::ALL.into_iter().find(|one| one.key() == name);
    let figure = Figure::ALL.into_iter().find(|one| one.key() == name);
    // What has cost classes is a budget line; what has eligible costs, its figures.
    let word = match (status, figure) {
        (Some(status), _) if has("cost_classes") => PathStep::Status(status),
        (_, Some(figure)) if has("eligible") => PathStep::Figure(figure),
        _ => PathStep::Field(name.to_owned().into()),
    };
    let lists = below.iter().flat_map(|schema| form::forms(schema));
    let list = lists.into_iter().any(|form| matches!(form, Form::List(_)));
    (!list || top).then_some(word)
}

/// A place of a document in words. What the document does not have is named as far as our schema
/// knows it.
pub(crate) fn place(document: &Json, steps: &[String]) -> Place {
    let names = Names(vec![document]);
    let mut schemas = vec![form::document()];
    let mut at = Some(document);
    let (mut pointer, mut path) = (String::new(), Vec::new());
    for step in steps {
        let forms: Vec<Form> = schemas.iter().flat_map(|one| form::forms(one)).collect();
        let number = pointer::number(step);
        match (form::items(&forms), number) {
            (Some(items), Some(number)) => {
                at = at.and_then(|list| list.get(number));
                let item = at.unwrap_or(&Json::Null);
                path.extend(names.item(&pointer, &path, number, item));
                schemas = vec![items];
            }
            _ => {
                let inside = form::below(&forms, step);
                path.extend(field(&forms, &inside, step, path.is_empty()));
                at = at.and_then(|object| object.get(step));
                schemas = inside;
            }
        }
        pointer.push('/');
        pointer.push_str(&pointer::escape(step));
    }
    Place {
        document: None,
        pointer,
        path,
    }
}

/// What items of lists are named by, in one document or in two versions of it.
pub(super) struct Names<'a>(pub(super) Vec<&'a Json>);

impl Names<'_> {
    /// An item of a list in words: its title, or what else names it, or its number.
    pub(super) fn item(
        &self,
        pointer: &str,
        path: &[PathStep],
        number: usize,
        item: &Json,
    ) -> Vec<PathStep> {
        let text = |field: &str| {
            let title = item.get(field).filter(|value| value.is_object())?;
            let title = serde_json::from_value::<TitleText>(title.clone()).ok()?;
            Some(PathStep::Title(Box::new(title)))
        };
        let code = |field: &str| item.get(field).and_then(Json::as_str).map(str::to_owned);
        if let Some(goal) = code("goal") {
            let area = code("focus_area").map(|area| self.focus_area(&area));
            return std::iter::once(PathStep::Field(goal.into()))
                .chain(area)
                .collect();
        }
        let known = code("municipality").map(PathStep::Municipality);
        // A budget is named by the call of its grant.
        let known = known.or_else(|| self.call(&code("grant")?));
        let known = known.or_else(|| code("call").map(PathStep::Call));
        let known = known.or_else(|| code("round").map(|round| PathStep::Field(round.into())));
        let known = known.or_else(|| {
            ["title", "name", "goal", "text", "claim"]
                .into_iter()
                .find_map(text)
        });
        if let Some(known) = known {
            return vec![known];
        }
        // Of one that has no name, which of its list it is: the list is named before it.
        let list = pointer.rsplit('/').next().unwrap_or_default();
        let named = matches!(path.last(), Some(PathStep::Field(last)) if last == list);
        let list = (!named).then(|| PathStep::Field(list.to_owned().into()));
        list.into_iter()
            .chain([PathStep::Number(number + 1)])
            .collect()
    }

    fn call(&self, grant: &str) -> Option<PathStep> {
        let grant = self.named("grants", grant)?;
        let call = grant.get("call")?.as_str()?;
        Some(PathStep::Call(call.to_owned()))
    }

    fn focus_area(&self, id: &str) -> PathStep {
        let title = self.named("focus_areas", id);
        let title = title.and_then(|area| serde_json::from_value(area.get("title")?.clone()).ok());
        title.map_or_else(|| PathStep::Field(id.to_owned().into()), PathStep::Title)
    }

    /// An item of a list of the document with an id.
    fn named(&self, list: &str, id: &str) -> Option<&Json> {
        let mut items = self
            .0
            .iter()
            .filter_map(|root| root.get(list)?.as_array())
            .flatten();
        items.find(|item| item.get("id").and_then(Json::as_str) == Some(id))
    }
}
