//! A drawing as shapes: what a picture consists of, before it is SVG.
//!
//! Lengths are whole tenths of a unit, so that nothing rounds differently on another machine.
//! Colours are named by what they are for, so that one drawing does for a light page, a dark one
//! and paper. What a colour tells apart, a pattern tells apart as well.

/// A point, in tenths of a unit from the left and from the top.
pub(crate) type Point = (i32, i32);

/// A drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawing {
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) shapes: Vec<Shape>,
}

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// Text and what must be seen first.
    Ink,
    /// Text beside the main matter.
    Soft,
    /// Lines that lead the eye and mean nothing themselves.
    Rule,
    /// Surfaces behind the main matter.
    Wash,
    /// The ground.
    Paper,
    /// The first of several series.
    First,
    /// The second.
    Second,
    /// The third.
    Third,
    /// The fourth.
    Fourth,
    /// As it should be.
    Good,
    /// Not as it should be.
    Error,
}

/// With what a surface is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Pattern {
    /// All over.
    Solid,
    /// Slanting lines.
    Hatch,
    /// Slanting lines both ways.
    CrossHatch,
    /// Dots.
    Dots,
    /// Nothing: the edge alone.
    Outline,
}

/// How a surface is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Fill {
    pub(crate) role: Role,
    pub(crate) pattern: Pattern,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Stroke {
    pub(crate) role: Role,
    pub(crate) width: i32,
    pub(crate) dashed: bool,
}

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Which end of a line of text its point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Letters {
    pub(crate) size: i32,
    pub(crate) weight: Weight,
    pub(crate) role: Role,
}

/// One shape. Later shapes lie over earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Rect {
        x: i32,
        y: i32,
        width: i32,
        height: i32,
        fill: Fill,
    },
    Line {
        points: Vec<Point>,
        stroke: Stroke,
    },
    /// A closed shape, filled or as an edge on the ground.
    Polygon {
        points: Vec<Point>,
        role: Role,
        filled: bool,
    },
    Text {
        /// The anchor on the line that the letters stand on.
        at: Point,
        anchor: Anchor,
        letters: Letters,
        text: String,
    },
}

impl Role {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Role; 11] = [
        Role::Ink,
        Role::Soft,
        Role::Rule,
        Role::Wash,
        Role::Paper,
        Role::First,
        Role::Second,
        Role::Third,
        Role::Fourth,
        Role::Good,
        Role::Error,
    ];

    /// The variable of the page that holds the colour.
    pub(crate) fn variable(self) -> &'static str {
        match self {
            Role::Ink => "ink",
            Role::Soft => "soft",
            Role::Rule => "rule",
            Role::Wash => "wash",
            Role::Paper => "paper",
            Role::First => "first",
            Role::Second => "second",
            Role::Third => "third",
            Role::Fourth => "fourth",
            Role::Good => "good",
            Role::Error => "error",
        }
    }

    /// The colour on white paper. The page's styles have the same, and others for the dark.
    pub(crate) fn on_paper(self) -> &'static str {
        match self {
            Role::Ink => "#1d2430",
            Role::Soft => "#4c5666",
            Role::Rule => "#c9d0da",
            Role::Wash => "#f3f5f8",
            Role::Paper => "#ffffff",
            Role::First => "#1c4f8c",
            Role::Second => "#a85400",
            Role::Third => "#00685e",
            Role::Fourth => "#6a4796",
            Role::Good => "#1d6339",
            Role::Error => "#a1121d",
        }
    }
}

impl Fill {
    pub(crate) const fn new(role: Role, pattern: Pattern) -> Self {
        Fill { role, pattern }
    }
}

impl Letters {
    pub(crate) const fn new(size: i32, weight: Weight, role: Role) -> Self {
        Letters { size, weight, role }
    }
}

impl Drawing {
    /// An empty drawing of some width; it grows downwards with what is drawn.
    pub(crate) fn new(width: i32) -> Self {
        Drawing {
            width,
            height: 0,
            shapes: Vec::new(),
        }
    }

    pub(crate) fn rect(&mut self, (x, y): Point, (width, height): Point, fill: Fill) {
        if width > 0 && height > 0 {
            self.shapes.push(Shape::Rect {
                x,
                y,
                width,
                height,
                fill,
            });
        }
    }

    pub(crate) fn line(&mut self, points: &[Point], role: Role, width: i32) {
        self.stroke(points, role, width, false);
    }

    pub(crate) fn dashed(&mut self, points: &[Point], role: Role, width: i32) {
        self.stroke(points, role, width, true);
    }

    fn stroke(&mut self, points: &[Point], role: Role, width: i32, dashed: bool) {
        self.shapes.push(Shape::Line {
            points: points.to_vec(),
            stroke: Stroke {
                role,
                width,
                dashed,
            },
        });
    }

    pub(crate) fn polygon(&mut self, points: &[Point], role: Role, filled: bool) {
        self.shapes.push(Shape::Polygon {
            points: points.to_vec(),
            role,
            filled,
        });
    }

    pub(crate) fn text(
        &mut self,
        at: Point,
        anchor: Anchor,
        letters: Letters,
        text: impl Into<String>,
    ) {
        self.shapes.push(Shape::Text {
            at,
            anchor,
            letters,
            text: text.into(),
        });
    }
}
