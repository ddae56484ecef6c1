//! Between Python's values and the core's.

use jiff::civil::Date;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use selvitys::{Format, Kind, Lang, ReadError, Stage};

/// A `datetime.date` or an ISO text.
pub(crate) fn day(value: &Bound<'_, PyAny>) -> PyResult<Option<Date>> {
    if value.is_none() {
        return Ok(None);
    }
    let text = value.str()?.to_string();
    let iso = text
        .parse::<Date>()
        .ok()
        .filter(|day| day.to_string() == text);
    iso.map(Some).ok_or_else(|| {
        PyValueError::new_err(format!(
            "`{text}` is not a day: write it such as 2020-03-01"
        ))
    })
}

/// The day that it is here.
pub(crate) fn today() -> Date {
    jiff::Zoned::now().date()
}

fn one_of<T: Copy>(what: &str, text: &str, all: &[(&'static str, T)]) -> PyResult<T> {
    let found = all
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        let message = format!("no {what} `{text}`: choose from {}", names.join(", "));
        PyValueError::new_err(message)
    })
}

pub(crate) fn stage(text: Option<&str>) -> PyResult<Option<Stage>> {
    let all = Stage::ALL.map(|stage| (stage.key(), stage));
    text.map(|text| one_of("stage", text, &all)).transpose()
}

pub(crate) fn lang(text: &str) -> PyResult<Lang> {
    one_of("language", text, &Lang::ALL.map(|lang| (lang.tag(), lang)))
}

pub(crate) fn kind(text: &str) -> PyResult<Kind> {
    one_of("kind", text, &Kind::ALL.map(|kind| (kind.key(), kind)))
}

pub(crate) fn format(text: &str) -> PyResult<Format> {
    one_of(
        "format",
        text,
        &Format::ALL.map(|format| (format.key(), format)),
    )
}

/// The Python exception for a text that is no project document.
pub(crate) fn read_error(py: Python<'_>, error: &ReadError) -> PyErr {
    let problems: Vec<(String, String, usize, usize)> = error
        .problems
        .iter()
        .map(|one| {
            (
                one.message(Lang::En),
                one.pointer.clone(),
                one.line,
                one.column,
            )
        })
        .collect();
    raise(py, "ReadError", (error.to_string(), problems))
}

/// The Python exception for rulebooks that do not load.
pub(crate) fn rulebook_error(py: Python<'_>, message: String) -> PyErr {
    raise(py, "RulebookError", (message,))
}

fn raise<'py, A>(py: Python<'py>, name: &str, arguments: A) -> PyErr
where
    A: pyo3::call::PyCallArgs<'py>,
{
    let made = py
        .import("selvitys._errors")
        .and_then(|module| module.getattr(name))
        .and_then(|class| class.call1(arguments));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// A value of the core as Python's own: dicts, lists, texts, numbers.
pub(crate) fn to_python<'py>(
    py: Python<'py>,
    value: &impl serde::Serialize,
) -> PyResult<Bound<'py, PyAny>> {
    let text = serde_json::to_string(value).map_err(|e| PyValueError::new_err(e.to_string()))?;
    py.import("json")?.call_method1("loads", (text,))
}
