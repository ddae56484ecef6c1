//! The stage that a document shows by what it holds.

use crate::model::{GrantStatus, Line, Project};
use crate::rulebook::Stage;

impl Project {
    /// The stage that the document itself shows: the latest that something in it belongs to.
    ///
    /// ```
    /// use selvitys::{Project, Stage};
    /// let project = Project::from_json(r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}}"#)?;
    /// assert_eq!(project.stage(), Stage::Draft);
    /// # Ok::<(), selvitys::ReadError>(())
    /// ```
    pub fn stage(&self) -> Stage {
        let mut lines: Vec<&Line> = self
            .budgets
            .iter()
            .flat_map(|budget| &budget.lines)
            .collect();
        let mut realised = false;
        while let Some(line) = lines.pop() {
            realised |= line.realised.is_some();
            lines.extend(&line.children);
        }
        let status = |status: GrantStatus| self.grants.iter().any(|one| one.status == status);
        let results = self.results.iter().any(|result| result.text.is_some());
        if realised || !self.self_assessments.is_empty() || results {
            Stage::Interim
        } else if status(GrantStatus::Granted) {
            Stage::Decision
        } else if status(GrantStatus::Applied) {
            Stage::Application
        } else {
            Stage::Draft
        }
    }
}
