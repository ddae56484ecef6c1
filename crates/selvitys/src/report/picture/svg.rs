//! A drawing as SVG: inside a page, whose colours it takes, or as a file of its own.

use std::fmt::Write as _;

use super::drawing::{Anchor, Drawing, Fill, Pattern, Point, Role, Shape, Weight};
use crate::report::markup::push_text;

/// Between the lines of a pattern, in tenths of a unit.
const STEP: i32 = 55;
/// Between its dots.
const DOTS: i32 = 76;

/// The SVG element for a page. `id` tells it from the page's other pictures. Its colours are the
/// page's variables, so that they follow the page into the dark and onto paper.
pub(crate) fn page(drawing: &Drawing, id: &str, title: &str, text: &str) -> String {
    let mut svg = Svg::new(true);
    let (width, height) = (Tenths(drawing.width), Tenths(drawing.height));
    let _ = write!(
        svg.out,
        "<svg class=\"drawing\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-text\">\n<title id=\"{id}-title\">"
    );
    svg.text(title);
    let _ = write!(svg.out, "</title>\n<desc id=\"{id}-text\">");
    svg.text(text);
    svg.out.push_str("</desc>\n");
    svg.shapes(drawing);
    svg.out
}

/// A file of its own, for programs that know neither the page's colours nor its font.
pub(crate) fn file(drawing: &Drawing, title: &str, text: &str) -> String {
    let mut svg = Svg::new(false);
    let (width, height) = (Tenths(drawing.width), Tenths(drawing.height));
    let _ = write!(
        svg.out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title text\" \
         font-family=\"&quot;Source Sans 3&quot;, sans-serif\">\n<title id=\"title\">"
    );
    svg.text(title);
    svg.out.push_str("</title>\n<desc id=\"text\">");
    svg.text(text);
    svg.out.push_str("</desc>\n");
    svg.shapes(drawing);
    svg.out
}

/// A length in tenths of a unit, written as units.
struct Tenths(i32);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, tenths) = (self.0.abs() / 10, self.0.abs() % 10);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        if tenths == 0 {
            write!(f, "{whole}")
        } else {
            write!(f, "{whole}.{tenths}")
        }
    }
}

struct Svg {
    out: String,
    /// Whether colours are the page's variables.
    variables: bool,
}

impl Svg {
    fn new(variables: bool) -> Self {
        Svg {
            out: String::with_capacity(8 * 1024),
            variables,
        }
    }

    fn text(&mut self, text: &str) {
        push_text(text, &mut self.out);
    }

    fn colour(&self, role: Role) -> String {
        if self.variables {
            format!("var(--{},{})", role.variable(), role.on_paper())
        } else {
            role.on_paper().to_owned()
        }
    }

    fn shapes(&mut self, drawing: &Drawing) {
        for shape in &drawing.shapes {
            self.shape(shape);
        }
        self.out.push_str("</svg>\n");
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect {
                x,
                y,
                width,
                height,
                fill,
            } => self.rect((*x, *y), (*width, *height), *fill),
            Shape::Line { points, stroke } => {
                let _ = write!(
                    self.out,
                    "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"",
                    outline(points),
                    self.colour(stroke.role),
                    Tenths(stroke.width)
                );
                if stroke.dashed {
                    self.out.push_str(" stroke-dasharray=\"4 3\"");
                }
                self.out.push_str("/>\n");
            }
            Shape::Polygon {
                points,
                role,
                filled,
            } => {
                let colour = self.colour(*role);
                let inside = self.colour(if *filled { *role } else { Role::Paper });
                let _ = writeln!(
                    self.out,
                    "<path d=\"{}Z\" fill=\"{inside}\" stroke=\"{colour}\" stroke-width=\"1.5\" \
                     stroke-linejoin=\"round\"/>",
                    outline(points)
                );
            }
            Shape::Text {
                at,
                anchor,
                letters,
                text,
            } => {
                let _ = write!(
                    self.out,
                    "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"",
                    Tenths(at.0),
                    Tenths(at.1),
                    Tenths(letters.size),
                    self.colour(letters.role)
                );
                match anchor {
                    Anchor::Start => {}
                    Anchor::Middle => self.out.push_str(" text-anchor=\"middle\""),
                    Anchor::End => self.out.push_str(" text-anchor=\"end\""),
                }
                if letters.weight == Weight::Bold {
                    self.out.push_str(" font-weight=\"600\"");
                }
                self.out.push('>');
                self.text(text);
                self.out.push_str("</text>\n");
            }
        }
    }

    fn rect(&mut self, at: Point, size: Point, fill: Fill) {
        let colour = self.colour(fill.role);
        let (x, y) = at;
        let (width, height) = size;
        if fill.pattern == Pattern::Solid {
            let _ = writeln!(
                self.out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{colour}\"/>",
                Tenths(x),
                Tenths(y),
                Tenths(width),
                Tenths(height)
            );
            return;
        }
        // The edge lies inside, so that a surface is as wide as it says.
        let edge = 12.min(width).min(height);
        let _ = writeln!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"{colour}\" \
             stroke-width=\"{}\"/>",
            Tenths(x + edge / 2),
            Tenths(y + edge / 2),
            Tenths(width - edge),
            Tenths(height - edge),
            self.colour(Role::Paper),
            Tenths(edge)
        );
        let path = match fill.pattern {
            Pattern::Hatch => hatch(at, size, false),
            Pattern::CrossHatch => hatch(at, size, false) + &hatch(at, size, true),
            Pattern::Dots => dots(at, size),
            Pattern::Solid | Pattern::Outline => String::new(),
        };
        if path.is_empty() {
            return;
        }
        let (width, cap) = match fill.pattern {
            Pattern::Dots => ("2.2", " stroke-linecap=\"round\""),
            _ => ("1.2", ""),
        };
        let _ = writeln!(
            self.out,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{cap}/>"
        );
    }
}

fn outline(points: &[Point]) -> String {
    let mut path = String::new();
    for (number, (x, y)) in points.iter().enumerate() {
        let step = if number == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{step}{} {}", Tenths(*x), Tenths(*y));
    }
    path
}

/// Slanting lines across a surface, drawn one by one: a pattern of SVG's own is not known to
/// every program that reads SVG.
fn hatch((x, y): Point, (width, height): Point, falling: bool) -> String {
    let mut path = String::new();
    let mut along = STEP;
    while along < width + height {
        let across = along.min(width);
        let down = along.min(height);
        let (from, to) = ((across, along - across), (along - down, down));
        let place = |(dx, dy): Point| {
            let dx = if falling { width - dx } else { dx };
            (x + dx, y + dy)
        };
        path.push_str(&outline(&[place(from), place(to)]));
        along += STEP;
    }
    path
}

/// Dots in rows, every other row shifted by half a step.
fn dots((x, y): Point, (width, height): Point) -> String {
    let mut path = String::new();
    let mut row = 0;
    let mut down = DOTS / 2;
    while down < height - 12 {
        let mut across = if row % 2 == 0 { DOTS / 2 } else { DOTS };
        while across < width - 12 {
            let _ = write!(path, "M{} {}h.1", Tenths(x + across), Tenths(y + down));
            across += DOTS;
        }
        row += 1;
        down += DOTS / 2;
    }
    path
}
