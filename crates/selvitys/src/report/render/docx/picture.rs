//! Pictures as the word processor's own shapes: sharp at any size, in the styles of the text, and
//! an official can correct a label. Neither a rasteriser nor fonts are needed for them.
//!
//! A picture is one group, and the group has the text alternative; programs without such shapes
//! show that text instead.

use super::parts::WPG;
use crate::report::document::Picture;
use crate::report::picture::drawing::{
    Anchor, Drawing, Fill, Letters, Pattern, Point, Role, Shape, Stroke, Weight,
};
use crate::report::picture::label;
use crate::xml::{NONE, Xml};

/// English Metric Units in a twentieth of a point, and in half a point.
const TWENTIETH: i64 = 635;
const HALF_POINT: i64 = 6350;
/// The edge of a surface that is not filled all over, and of a closed shape, in tenths of a unit.
const EDGE: i32 = 12;
const OUTLINE: i32 = 15;

/// A style of letters in pictures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct LetterStyle {
    pub(super) half_points: i64,
    pub(super) bold: bool,
    pub(super) role: Role,
    pub(super) anchor: Anchor,
}

impl LetterStyle {
    pub(super) fn name(self) -> String {
        let weight = if self.bold { "Bold " } else { "" };
        let anchor = match self.anchor {
            Anchor::Start => "Left",
            Anchor::Middle => "Centre",
            Anchor::End => "Right",
        };
        let (points, role) = (self.half_points, self.role.variable());
        format!("Picture {points} {weight}{role} {anchor}")
    }

    pub(super) fn id(self) -> String {
        self.name().replace(' ', "")
    }

    pub(super) fn align(self) -> &'static str {
        match self.anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        }
    }
}

/// The colour on paper as these files have it: without a mark before it.
pub(super) fn colour(role: Role) -> &'static str {
    role.on_paper().trim_start_matches('#')
}

/// Writes pictures and keeps what they have in common.
#[derive(Default)]
pub(super) struct Pictures {
    /// The styles of letters that they use, in the order of their first use.
    pub(super) letters: Vec<LetterStyle>,
    /// How many pictures and shapes were written: each has a number of its own.
    numbers: usize,
}

impl Pictures {
    /// A picture within a run, as wide as the text.
    pub(super) fn write(&mut self, xml: &mut Xml, picture: &Picture, width: usize) {
        let drawing = &picture.drawing;
        let scale = Scale {
            width: i64::try_from(width).unwrap_or(i64::MAX / TWENTIETH) * TWENTIETH,
            units: i64::from(drawing.width.max(1)),
        };
        let (x, y) = (scale.of(drawing.width), scale.of(drawing.height));
        xml.open("mc:AlternateContent", NONE);
        xml.open("mc:Choice", &[("Requires", "wpg")]);
        xml.open("w:drawing", NONE);
        let apart = ["distT", "distB", "distL", "distR"].map(|side| (side, "0"));
        xml.open("wp:inline", &apart);
        xml.empty("wp:extent", &[("cx", x.to_string()), ("cy", y.to_string())]);
        let properties = [
            ("id", self.number()),
            ("name", picture.name.clone()),
            ("descr", picture.text.replace('\n', " ")),
            ("title", picture.title.replace('\n', " ")),
        ];
        xml.empty("wp:docPr", &properties);
        xml.empty("wp:cNvGraphicFramePr", NONE);
        xml.open("a:graphic", NONE);
        xml.open("a:graphicData", &[("uri", WPG.1)]);
        xml.open("wpg:wgp", NONE);
        xml.empty("wpg:cNvGrpSpPr", NONE);
        xml.inside("wpg:grpSpPr", NONE, |xml| {
            xml.inside("a:xfrm", NONE, |xml| {
                place(xml, ("a:off", "a:ext"), (0, 0), (x, y));
                place(xml, ("a:chOff", "a:chExt"), (0, 0), (x, y));
            });
        });
        for shape in &drawing.shapes {
            self.shape(xml, drawing, shape, &scale);
        }
        for name in [
            "wpg:wgp",
            "a:graphicData",
            "a:graphic",
            "wp:inline",
            "w:drawing",
            "mc:Choice",
        ] {
            xml.close(name);
        }
        xml.inside("mc:Fallback", NONE, |xml| {
            xml.text("w:t", &[("xml:space", "preserve")], &picture.text);
        });
        xml.close("mc:AlternateContent");
    }

    fn number(&mut self) -> String {
        self.numbers += 1;
        self.numbers.to_string()
    }

    fn shape(&mut self, xml: &mut Xml, drawing: &Drawing, shape: &Shape, scale: &Scale) {
        match shape {
            Shape::Rect {
                x,
                y,
                width,
                height,
                fill,
            } => {
                // The edge lies inside, so that a surface is as wide as it says.
                let edge = match fill.pattern {
                    Pattern::Solid => 0,
                    _ => EDGE.min(*width).min(*height),
                };
                let at = (x + edge / 2, y + edge / 2);
                let size = (width - edge, height - edge);
                self.open(xml, false);
                frame(xml, scale, at, size, |xml| {
                    form(xml, "rect");
                    surface(xml, *fill);
                    let stroke = (edge > 0).then_some((fill.role, edge, false));
                    line(xml, scale, stroke);
                });
                close(xml);
            }
            Shape::Line { points, stroke } => self.line(xml, points, *stroke, scale),
            Shape::Polygon {
                points,
                role,
                filled,
            } => {
                let inside = if *filled { *role } else { Role::Paper };
                self.open(xml, false);
                path(xml, scale, points, true, |xml| {
                    solid(xml, inside);
                    line(xml, scale, Some((*role, OUTLINE, false)));
                });
                close(xml);
            }
            Shape::Text {
                at,
                anchor,
                letters,
                text,
            } => self.text(xml, drawing, (*at, *anchor, *letters), text, scale),
        }
    }

    fn open(&mut self, xml: &mut Xml, text: bool) {
        let number = self.number();
        xml.open("wps:wsp", NONE);
        let name = format!("shape {number}");
        xml.empty("wps:cNvPr", &[("id", number), ("name", name)]);
        if text {
            xml.empty("wps:cNvSpPr", &[("txBox", "1")]);
        } else {
            xml.empty("wps:cNvSpPr", NONE);
        }
    }

    fn line(&mut self, xml: &mut Xml, points: &[Point], stroke: Stroke, scale: &Scale) {
        let stroke = Some((stroke.role, stroke.width, stroke.dashed));
        self.open(xml, false);
        path(xml, scale, points, false, |xml| {
            xml.empty("a:noFill", NONE);
            line(xml, scale, stroke);
        });
        close(xml);
    }

    fn text(
        &mut self,
        xml: &mut Xml,
        drawing: &Drawing,
        (at, anchor, letters): (Point, Anchor, Letters),
        text: &str,
        scale: &Scale,
    ) {
        let style = LetterStyle {
            half_points: scale.of(letters.size) / HALF_POINT,
            bold: letters.weight == Weight::Bold,
            role: letters.role,
            anchor,
        };
        if !self.letters.contains(&style) {
            self.letters.push(style);
        }
        // Some room to spare: a word that does not fit would go to a second line, out of sight.
        let width = label::width(text, letters.size, letters.weight) + letters.size;
        let left = match anchor {
            Anchor::Start => at.0,
            Anchor::Middle => at.0 - width / 2,
            Anchor::End => at.0 - width,
        };
        // The letters stand four fifths down their line, which is six fifths of their size.
        let top = at.1 - letters.size * 24 / 25;
        let size = (width.min(drawing.width), letters.size * 6 / 5);
        self.open(xml, true);
        frame(xml, scale, (left, top), size, |xml| {
            form(xml, "rect");
            xml.empty("a:noFill", NONE);
            line(xml, scale, None);
        });
        xml.inside("wps:txbx", NONE, |xml| {
            xml.inside("w:txbxContent", NONE, |xml| {
                xml.inside("w:p", NONE, |xml| {
                    xml.inside("w:pPr", NONE, |xml| {
                        xml.empty("w:pStyle", &[("w:val", style.id())]);
                    });
                    xml.inside("w:r", NONE, |xml| {
                        xml.text("w:t", &[("xml:space", "preserve")], text);
                    });
                });
            });
        });
        let mut body = vec![("wrap", "square")];
        body.extend(["lIns", "tIns", "rIns", "bIns"].map(|side| (side, "0")));
        xml.inside("wps:bodyPr", &body, |xml| {
            xml.empty("a:noAutofit", NONE);
        });
        xml.close("wps:wsp");
    }
}

/// From tenths of a drawing's unit to the page.
struct Scale {
    width: i64,
    units: i64,
}

impl Scale {
    fn of(&self, tenths: i32) -> i64 {
        i64::from(tenths) * self.width / self.units
    }
}

fn close(xml: &mut Xml) {
    xml.empty("wps:bodyPr", NONE);
    xml.close("wps:wsp");
}

fn place(xml: &mut Xml, (at, size): (&str, &str), from: (i64, i64), (cx, cy): (i64, i64)) {
    let (x, y) = from;
    xml.empty(at, &[("x", x.to_string()), ("y", y.to_string())]);
    xml.empty(size, &[("cx", cx.to_string()), ("cy", cy.to_string())]);
}

/// Where a shape lies, and what it looks like there.
fn frame(xml: &mut Xml, scale: &Scale, at: Point, size: Point, looks: impl FnOnce(&mut Xml)) {
    xml.inside("wps:spPr", NONE, |xml| {
        xml.inside("a:xfrm", NONE, |xml| {
            let at = (scale.of(at.0), scale.of(at.1));
            let size = (scale.of(size.0), scale.of(size.1));
            place(xml, ("a:off", "a:ext"), at, size);
        });
        looks(xml);
    });
}

fn form(xml: &mut Xml, name: &str) {
    xml.inside("a:prstGeom", &[("prst", name)], |xml| {
        xml.empty("a:avLst", NONE);
    });
}

/// A shape through points.
fn path(
    xml: &mut Xml,
    scale: &Scale,
    points: &[Point],
    closed: bool,
    looks: impl FnOnce(&mut Xml),
) {
    let ends = |take: fn(&Point) -> i32| {
        let all = points.iter().map(take);
        (all.clone().min().unwrap_or(0), all.max().unwrap_or(0))
    };
    let ((left, right), (top, bottom)) = (ends(|point| point.0), ends(|point| point.1));
    let size = (right - left, bottom - top);
    frame(xml, scale, (left, top), size, |xml| {
        xml.open("a:custGeom", NONE);
        for empty in ["a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"] {
            xml.empty(empty, NONE);
        }
        let whole = [("l", "0"), ("t", "0"), ("r", "r"), ("b", "b")];
        xml.empty("a:rect", &whole);
        let (width, height) = (scale.of(size.0), scale.of(size.1));
        let box_of = [("w", width.to_string()), ("h", height.to_string())];
        xml.inside("a:pathLst", NONE, |xml| {
            xml.inside("a:path", &box_of, |xml| {
                for (number, (x, y)) in points.iter().enumerate() {
                    let step = if number == 0 { "a:moveTo" } else { "a:lnTo" };
                    let x = scale.of(x - left).to_string();
                    let y = scale.of(y - top).to_string();
                    xml.inside(step, NONE, |xml| {
                        xml.empty("a:pt", &[("x", x), ("y", y)]);
                    });
                }
                if closed {
                    xml.empty("a:close", NONE);
                }
            });
        });
        xml.close("a:custGeom");
        looks(xml);
    });
}

fn solid(xml: &mut Xml, role: Role) {
    xml.inside("a:solidFill", NONE, |xml| tint(xml, role));
}

fn tint(xml: &mut Xml, role: Role) {
    xml.empty("a:srgbClr", &[("val", colour(role))]);
}

fn surface(xml: &mut Xml, fill: Fill) {
    let pattern = match fill.pattern {
        Pattern::Solid => return solid(xml, fill.role),
        Pattern::Outline => return solid(xml, Role::Paper),
        Pattern::Hatch => "wdUpDiag",
        Pattern::CrossHatch => "diagCross",
        Pattern::Dots => "pct25",
    };
    xml.inside("a:pattFill", &[("prst", pattern)], |xml| {
        xml.inside("a:fgClr", NONE, |xml| tint(xml, fill.role));
        xml.inside("a:bgClr", NONE, |xml| tint(xml, Role::Paper));
    });
}

fn line(xml: &mut Xml, scale: &Scale, stroke: Option<(Role, i32, bool)>) {
    let Some((role, width, dashed)) = stroke else {
        xml.inside("a:ln", NONE, |xml| xml.empty("a:noFill", NONE));
        return;
    };
    xml.inside("a:ln", &[("w", scale.of(width).to_string())], |xml| {
        solid(xml, role);
        if dashed {
            xml.empty("a:prstDash", &[("val", "dash")]);
        }
    });
}
