//! The classes that Python sees.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use selvitys::Presenter;

use crate::convert;

/// A project document.
#[pyclass(frozen, module = "selvitys")]
pub(crate) struct Project {
    pub(crate) inner: Arc<selvitys::Project>,
}

#[pymethods]
impl Project {
    /// Read a project document from JSON text or bytes. Raises `ReadError` with every problem.
    #[staticmethod]
    #[pyo3(signature = (text: "str | bytes") -> "Project")]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Self> {
        let read = match text.extract::<&[u8]>() {
            Ok(bytes) => selvitys::Project::from_slice(bytes),
            Err(_) => selvitys::Project::from_json(&text.extract::<String>()?),
        };
        let inner = read.map_err(|error| convert::read_error(py, &error))?;
        Ok(Project {
            inner: Arc::new(inner),
        })
    }

    /// Read a project document from a file.
    #[staticmethod]
    #[pyo3(signature = (path: "str | os.PathLike[str]") -> "Project")]
    fn read(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let bytes = std::fs::read(path)?;
        let read = selvitys::Project::from_slice(&bytes);
        let inner = read.map_err(|error| convert::read_error(py, &error))?;
        Ok(Project {
            inner: Arc::new(inner),
        })
    }

    /// Make a project document from a dict.
    #[staticmethod]
    #[pyo3(signature = (data: "dict[str, object]") -> "Project")]
    fn from_dict(py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text: String = py
            .import("json")?
            .call_method1("dumps", (data,))?
            .extract()?;
        let read = selvitys::Project::from_json(&text);
        let inner = read.map_err(|error| convert::read_error(py, &error))?;
        Ok(Project {
            inner: Arc::new(inner),
        })
    }

    /// The document's id.
    #[getter]
    fn id(&self) -> &str {
        &self.inner.id
    }

    /// The stage that the document itself shows.
    #[getter]
    fn stage(&self) -> &'static str {
        self.inner.stage().key()
    }

    /// The project's name, in a language or the first that it has.
    #[pyo3(signature = (lang = "fi"))]
    fn name(&self, lang: &str) -> PyResult<String> {
        Ok(self.inner.name.get(convert::lang(lang)?).0.to_owned())
    }

    /// The document as JSON text.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    /// The document as a dict.
    #[pyo3(signature = () -> "dict[str, object]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::to_python(py, &*self.inner)
    }

    fn __repr__(&self) -> String {
        format!("Project({:?})", self.inner.id)
    }
}

/// Rulebooks: the built-in ones, with those of a folder if one is named.
#[pyclass(frozen, module = "selvitys")]
#[derive(Clone)]
pub(crate) struct Rulebooks {
    own: Option<Arc<selvitys::Rulebooks>>,
}

impl Rulebooks {
    pub(crate) fn built_in() -> Self {
        Rulebooks { own: None }
    }

    pub(crate) fn get(&self) -> &selvitys::Rulebooks {
        self.own
            .as_deref()
            .unwrap_or_else(|| selvitys::Rulebooks::builtin())
    }
}

#[pymethods]
impl Rulebooks {
    /// The built-in rulebooks.
    #[staticmethod]
    #[pyo3(signature = () -> "Rulebooks")]
    fn builtin() -> Self {
        Rulebooks::built_in()
    }

    /// The built-in rulebooks and those of a folder. Raises `RulebookError` with every problem.
    #[staticmethod]
    #[pyo3(signature = (folder: "str | os.PathLike[str]") -> "Rulebooks")]
    #[expect(clippy::needless_pass_by_value, reason = "Python hands over values")]
    fn load(py: Python<'_>, folder: PathBuf) -> PyResult<Self> {
        let loaded = selvitys::Rulebooks::load(&folder);
        let own = loaded.map_err(|error| convert::rulebook_error(py, error.to_string()))?;
        Ok(Rulebooks {
            own: Some(Arc::new(own)),
        })
    }

    /// The ids of the rulebooks.
    #[getter]
    fn ids(&self) -> Vec<String> {
        self.get()
            .books()
            .map(|book| book.file.id.to_string())
            .collect()
    }

    /// The ids of the rules.
    #[getter]
    fn rules(&self) -> Vec<String> {
        self.get()
            .rules()
            .iter()
            .map(|(_, rule)| rule.id.to_string())
            .collect()
    }

    /// A rule as prose; `None` when no rule has the id.
    #[pyo3(signature = (rule, lang = "fi"))]
    fn explain(&self, rule: &str, lang: &str) -> PyResult<Option<String>> {
        let says = Presenter::new(self.get(), convert::lang(lang)?);
        Ok(says.explain(rule).map(|one| says.explanation(&one)))
    }
}

/// What the rules say of a project.
#[pyclass(frozen, module = "selvitys")]
pub(crate) struct Assessment {
    inner: Arc<selvitys::Assessment>,
    books: Rulebooks,
}

impl Assessment {
    pub(crate) fn new(inner: selvitys::Assessment, books: Rulebooks) -> Self {
        Assessment {
            inner: Arc::new(inner),
            books,
        }
    }
}

#[pymethods]
impl Assessment {
    /// not-compliant, incomplete, compliant-with-remarks or compliant.
    #[getter]
    fn answer(&self) -> &'static str {
        self.inner.answer.key()
    }

    /// Faults, and what cannot be told, in the order of the document.
    #[getter]
    fn findings(&self) -> Vec<Finding> {
        (0..self.inner.findings.len())
            .map(|number| Finding {
                assessment: Arc::clone(&self.inner),
                books: self.books.clone(),
                number,
            })
            .collect()
    }

    /// The verdict of each rule, by its id.
    #[getter]
    fn verdicts(&self) -> Vec<(String, &'static str)> {
        let outcomes = self.inner.outcomes.iter();
        outcomes
            .map(|one| (one.rule.to_string(), one.verdict.key()))
            .collect()
    }

    /// The report of a kind, such as plan, final or compliance, on the project that was assessed.
    /// A public report leaves out persons and what the document marks as confidential.
    #[pyo3(signature = (kind, project, *, public = false) -> "Report")]
    fn report(&self, kind: &str, project: &Project, public: bool) -> PyResult<Report> {
        let kind = convert::kind(kind)?;
        let (project, books) = (&project.inner, self.books.get());
        let inner = if public {
            selvitys::Report::public(kind, project, &self.inner, books)
                .map_err(|error| PyValueError::new_err(error.to_string()))?
        } else {
            selvitys::Report::new(kind, project, &self.inner, books)
        };
        Ok(Report {
            inner,
            books: self.books.clone(),
        })
    }

    /// Everything, as a dict: the same for every language.
    #[pyo3(signature = () -> "dict[str, object]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::to_python(py, &*self.inner)
    }

    fn __repr__(&self) -> String {
        format!(
            "Assessment({}, {} findings)",
            self.answer(),
            self.inner.findings.len()
        )
    }
}

/// A fault, or something that cannot be told.
#[pyclass(frozen, module = "selvitys")]
pub(crate) struct Finding {
    assessment: Arc<selvitys::Assessment>,
    books: Rulebooks,
    number: usize,
}

impl Finding {
    fn get(&self) -> PyResult<&selvitys::Finding> {
        let found = self.assessment.findings.get(self.number);
        found.ok_or_else(|| pyo3::exceptions::PyIndexError::new_err("no such finding"))
    }

    fn says(&self, lang: &str) -> PyResult<Presenter<'_>> {
        Ok(Presenter::new(self.books.get(), convert::lang(lang)?))
    }
}

#[pymethods]
impl Finding {
    /// The rule's id.
    #[getter]
    fn rule(&self) -> PyResult<String> {
        Ok(self.get()?.rule.to_string())
    }

    /// error, warning or advice.
    #[getter]
    fn severity(&self) -> PyResult<&'static str> {
        Ok(self.get()?.severity.key())
    }

    /// not-met, cannot-tell or waived.
    #[getter]
    fn verdict(&self) -> PyResult<&'static str> {
        Ok(self.get()?.verdict.key())
    }

    /// Where in the document, as a JSON Pointer.
    #[getter]
    fn pointer(&self) -> PyResult<String> {
        Ok(self.get()?.place.pointer.clone())
    }

    /// What is wrong, as a heading.
    #[pyo3(signature = (lang = "fi"))]
    fn title(&self, lang: &str) -> PyResult<String> {
        Ok(self.says(lang)?.title(&self.get()?.rule))
    }

    /// What is wrong, with its values.
    #[pyo3(signature = (lang = "fi"))]
    fn message(&self, lang: &str) -> PyResult<String> {
        Ok(self.says(lang)?.message(self.get()?))
    }

    /// What to do.
    #[pyo3(signature = (lang = "fi"))]
    fn advice(&self, lang: &str) -> PyResult<String> {
        Ok(self.says(lang)?.advice(&self.get()?.rule))
    }

    /// On what the rule rests, as it is cited.
    #[pyo3(signature = (lang = "fi"))]
    fn basis(&self, lang: &str) -> PyResult<Vec<String>> {
        Ok(self.says(lang)?.basis(&self.get()?.basis))
    }

    /// Everything, as a dict.
    #[pyo3(signature = () -> "dict[str, object]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::to_python(py, self.get()?)
    }

    fn __repr__(&self) -> PyResult<String> {
        let finding = self.get()?;
        Ok(format!(
            "Finding({} {} at {:?})",
            finding.verdict.key(),
            finding.rule,
            finding.place.pointer
        ))
    }
}

/// A report as data, which renders into formats and languages.
#[pyclass(frozen, module = "selvitys")]
pub(crate) struct Report {
    inner: selvitys::Report,
    books: Rulebooks,
}

#[pymethods]
impl Report {
    /// The report in a format that is text (html, md, typ or json), in fi, sv or en.
    #[pyo3(signature = (format = "html", lang = "fi"))]
    fn render(&self, py: Python<'_>, format: &str, lang: &str) -> PyResult<String> {
        let (format, lang) = (convert::format(format)?, convert::lang(lang)?);
        py.detach(|| self.inner.render_text(format, lang, self.books.get()))
            .map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// The report as the bytes of a file (docx, xlsx, or a format that is text), in fi, sv or en.
    #[pyo3(signature = (format = "docx", lang = "fi"))]
    fn to_bytes<'py>(
        &self,
        py: Python<'py>,
        format: &str,
        lang: &str,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let (format, lang) = (convert::format(format)?, convert::lang(lang)?);
        let bytes = py
            .detach(|| self.inner.render(format, lang, self.books.get()))
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The report as a dict.
    #[pyo3(signature = () -> "dict[str, object]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::to_python(py, &self.inner)
    }
}
