//! A document as a tree: to be changed, read again, and its places put into words.

use serde_json::Value as Json;

use super::WhatIfError;
use crate::compare::place;
use crate::finding::Place;
use crate::model::Project;
use crate::pointer;
use crate::read::{Shape, shapes_at};

/// A document as a tree, to be changed and read again.
#[derive(Clone)]
pub(super) struct Draft {
    json: Json,
}

impl Draft {
    pub(super) fn new(project: &Project) -> Self {
        // INVARIANT: nothing in the model refuses to be written, and the keys of maps are strings.
        Draft {
            json: serde_json::to_value(project).unwrap_or_default(),
        }
    }

    /// What stands at a place.
    pub(super) fn get(&self, steps: &[String]) -> Option<&Json> {
        pointer::get(&self.json, steps)
    }

    /// Puts a value at a place, and makes what is not there on the way; gives the place as it is
    /// then, numbers for `-`.
    pub(super) fn set(
        &mut self,
        steps: &[String],
        value: Json,
    ) -> Result<Vec<String>, WhatIfError> {
        let place = self.settled(steps);
        if self.skips_items(&place) {
            return Err(self.nowhere(steps));
        }
        match pointer::make(&mut self.json, &place, value) {
            Some(()) => Ok(place),
            None => Err(self.nowhere(steps)),
        }
    }

    /// Whether a list that is not there would have to be made with items before the one wanted.
    fn skips_items(&self, steps: &[String]) -> bool {
        let reach = pointer::reach(&self.json, steps);
        (reach + 1..steps.len()).any(|depth| {
            let (above, below) = steps.split_at(depth);
            let is_list = shapes_at(above).is_some_and(|shapes| shapes.contains(&Shape::List));
            is_list && below.first().is_some_and(|step| step != "0")
        })
    }

    /// A place that the document has.
    pub(super) fn there(&self, steps: &[String]) -> Result<Vec<String>, WhatIfError> {
        match steps {
            [_, ..] if self.get(steps).is_some() => Ok(steps.to_vec()),
            _ => Err(self.nowhere(steps)),
        }
    }

    pub(super) fn remove(&mut self, steps: &[String]) {
        // What stands below something that was taken away is gone already.
        let _ = pointer::remove(&mut self.json, steps);
    }

    /// Reads the document.
    pub(super) fn read(&self) -> Result<Project, WhatIfError> {
        Project::from_json(&self.json.to_string()).map_err(WhatIfError::Read)
    }

    /// Reads the document with a value at a place, which [`Draft::set`] gave.
    pub(super) fn with(&self, steps: &[String], value: &str) -> Option<Project> {
        let mut json = self.json.clone();
        pointer::set(&mut json, steps, value.into())?;
        serde_json::from_value(json).ok()
    }

    /// The steps with a number for each `-`.
    fn settled(&self, steps: &[String]) -> Vec<String> {
        let mut settled: Vec<String> = Vec::with_capacity(steps.len());
        for step in steps {
            let next = match (step.as_str(), pointer::get(&self.json, &settled)) {
                ("-", Some(Json::Array(items))) => items.len().to_string(),
                ("-", None) => "0".to_owned(),
                _ => step.clone(),
            };
            settled.push(next);
        }
        settled
    }

    /// Why steps lead nowhere.
    fn nowhere(&self, steps: &[String]) -> WhatIfError {
        let reach = pointer::reach(&self.json, steps);
        let nearest = steps.get(..reach).unwrap_or_default();
        let items = match self.get(nearest) {
            Some(Json::Array(items)) => Some(items.len()),
            _ => None,
        };
        WhatIfError::Nowhere {
            pointer: pointer::join(steps),
            nearest: pointer::join(nearest),
            items,
        }
    }

    /// A place in words.
    pub(super) fn place(&self, steps: &[String]) -> Place {
        place(&self.json, steps)
    }
}
