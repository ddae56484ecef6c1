//! The Python binding: thin classes around the core's types, and nothing that decides.

use pyo3::prelude::*;

mod convert;
mod model;

#[pymodule]
mod _core {
    #[pymodule_export]
    use super::model::{Assessment, Finding, Project, Report, Rulebooks};
    #[pymodule_export]
    use super::{assess, assess_together, run_command, schema};
    #[expect(non_upper_case_globals, reason = "the name that Python looks for")]
    #[pymodule_export]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}

use model::{Assessment, Project, Rulebooks};

/// Hold a project against its rules.
///
/// `as_of` is a day (`datetime.date` or ISO text), today where absent. `stage` is one of draft,
/// application, decision, interim, payment and final; what the document shows, where absent.
#[pyfunction]
#[pyo3(signature = (project, *, as_of: "datetime.date | str | None" = None, stage = None, rulebooks = None) -> "Assessment")]
fn assess(
    py: Python<'_>,
    project: &Project,
    #[pyo3(from_py_with = convert::day)] as_of: Option<jiff::civil::Date>,
    stage: Option<&str>,
    rulebooks: Option<&Rulebooks>,
) -> PyResult<Assessment> {
    let stage = convert::stage(stage)?.unwrap_or_else(|| project.inner.stage());
    let as_of = as_of.unwrap_or_else(convert::today);
    let books = rulebooks.map_or_else(Rulebooks::built_in, Clone::clone);
    let inner = py.detach(|| {
        let judgement = selvitys::assess(&project.inner, books.get(), as_of, stage);
        judgement.into_assessment()
    });
    Ok(Assessment::new(inner, books))
}

/// Decide the rules that range over several projects together, and only those.
#[pyfunction]
#[pyo3(signature = (projects: "list[Project]", *, as_of: "datetime.date | str | None" = None, stage = "application", rulebooks = None) -> "Assessment")]
#[expect(clippy::needless_pass_by_value, reason = "Python hands over values")]
fn assess_together(
    py: Python<'_>,
    projects: Vec<PyRef<'_, Project>>,
    #[pyo3(from_py_with = convert::day)] as_of: Option<jiff::civil::Date>,
    stage: &str,
    rulebooks: Option<&Rulebooks>,
) -> PyResult<Assessment> {
    let stage = convert::stage(Some(stage))?.unwrap_or(selvitys::Stage::Application);
    let as_of = as_of.unwrap_or_else(convert::today);
    let books = rulebooks.map_or_else(Rulebooks::built_in, Clone::clone);
    let projects: Vec<selvitys::Project> = projects
        .iter()
        .map(|project| (*project.inner).clone())
        .collect();
    let inner = py.detach(|| {
        let judgement = selvitys::assess_together(&projects, books.get(), as_of, stage);
        judgement.into_assessment()
    });
    Ok(Assessment::new(inner, books))
}

/// A JSON Schema by its name: project, rulebook, rule, assessment or report.
#[pyfunction]
fn schema(name: &str) -> PyResult<String> {
    let found = selvitys::schemas()
        .into_iter()
        .find(|(known, _)| *known == name);
    found.map(|(_, text)| text).ok_or_else(|| {
        let known: Vec<&str> = selvitys::schemas()
            .into_iter()
            .map(|(known, _)| known)
            .collect();
        let message = format!("no schema `{name}`: choose from {}", known.join(", "));
        pyo3::exceptions::PyValueError::new_err(message)
    })
}

/// Run the command `selvitys` with arguments; the first is the program's name.
#[pyfunction]
fn run_command(py: Python<'_>, arguments: Vec<String>) -> u8 {
    py.detach(|| {
        let arguments = arguments.into_iter().map(Into::into);
        selvitys_cli::run_on_terminal(arguments)
    })
}
