//! Lines, columns, and the list of problems.

use std::ops::Range;

use super::{ReadError, ReadProblem, ReadProblemKind};

/// A document has at most so many problems; the last of them then says how many are left out.
const MOST: usize = 1000;
/// The pointers of all problems together have at most so many bytes: a name may be megabytes long.
const MOST_BYTES: usize = 1 << 20;

/// Turns ascending byte offsets into lines and columns, in one pass over the text.
pub(super) struct Cursor<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
    column: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Cursor {
            text,
            offset: 0,
            line: 1,
            column: 1,
        }
    }

    /// Line and column of an offset, from 1; the column in characters.
    pub(super) fn at(&mut self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        if offset < self.offset {
            *self = Cursor::new(self.text);
        }
        for character in self
            .text
            .get(self.offset..offset)
            .unwrap_or_default()
            .chars()
        {
            if character == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.offset = offset;
        (self.line, self.column)
    }
}

/// Where the lines of a text end, to find the line of any offset.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        Lines(text.match_indices('\n').map(|(offset, _)| offset).collect())
    }

    /// The line of an offset, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|end| *end < offset) + 1
    }
}

/// Collects problems.
#[derive(Default)]
pub(super) struct Sink {
    problems: Vec<ReadProblem>,
    bytes: usize,
    left_out: usize,
}

impl Sink {
    /// Takes a problem; what it says is made only when it is listed.
    pub(super) fn report(
        &mut self,
        span: Range<usize>,
        pointer: &str,
        kind: impl FnOnce() -> ReadProblemKind,
    ) {
        if self.problems.len() >= MOST || self.bytes >= MOST_BYTES {
            self.left_out += 1;
            return;
        }
        self.bytes += pointer.len();
        let (pointer, kind) = (pointer.to_owned(), kind());
        self.problems.push(ReadProblem {
            kind,
            pointer,
            line: 0,
            column: 0,
            span,
        });
    }

    /// All problems in the order of the text, if there are any; `base` is where the text begins.
    pub(super) fn finish(mut self, text: &str, base: usize) -> Result<(), ReadError> {
        // Stable: of two problems at one place the one found first stays first.
        self.problems.sort_by_key(|problem| problem.span.start);
        if self.left_out > 0
            && let Some(last) = self.problems.last_mut()
        {
            last.kind = ReadProblemKind::TooMany {
                left_out: self.left_out + 1,
            };
            last.pointer = String::new();
        }
        let mut cursor = Cursor::new(text);
        for problem in &mut self.problems {
            (problem.line, problem.column) = cursor.at(problem.span.start);
            problem.span = problem.span.start + base..problem.span.end + base;
        }
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(ReadError {
                problems: self.problems,
            })
        }
    }

    /// The error of a single problem.
    pub(super) fn only(
        text: &str,
        base: usize,
        span: Range<usize>,
        kind: ReadProblemKind,
    ) -> ReadError {
        let (line, column) = Cursor::new(text).at(span.start);
        let span = span.start + base..span.end + base;
        ReadError {
            problems: vec![ReadProblem {
                kind,
                pointer: String::new(),
                line,
                column,
                span,
            }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_and_lines_end_with_newlines() {
        let text = "ä1\r\nö€2\n\n3";
        let mut cursor = Cursor::new(text);
        let lines = Lines::new(text);
        for (wanted, place) in [('1', (1, 2)), ('2', (2, 3)), ('3', (4, 1)), ('1', (1, 2))] {
            let offset = text.find(wanted).unwrap();
            assert_eq!(cursor.at(offset), place);
            assert_eq!(lines.line(offset), place.0);
        }
        assert_eq!(cursor.at(1), (1, 1), "inside a character");
        assert_eq!(cursor.at(999), (4, 2), "beyond the end");
    }
}
