//! The pictures of the README: the program's own frames as SVG, in both
//! themes. `UPDATE_EXPECT=1 cargo test --test it svg` draws them anew.

use std::fmt::Write;
use std::path::Path;

use comity::tui::theme;
use expect_test::expect_file;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::desk::Desk;

/// A cell of the picture, in pixels, and where in it the letters stand.
const CELL: (usize, usize) = (9, 20);
const BASELINE: usize = 15;
const FONT: &str = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace";

/// What the README shows, and the keys that lead there.
const PICTURES: &[(&str, &str)] =
    &[("grid", "j j"), ("reader", "j j Enter"), ("versus", "m l l m v"), ("finder", "/ semicon")];

#[test]
fn the_pictures_of_the_readme_are_the_screen() {
    for (name, keys) in PICTURES {
        for (theme, ground, ink) in
            [("dark", "#16181d", "#d7d7d7"), ("light", "#fbfbfd", "#1c1e22")]
        {
            let mut desk = Desk::new(80, 24);
            desk.theme = theme::find(theme).unwrap();
            desk.press(keys);
            let path = format!("tests/it/pictures/{name}-{theme}.svg");
            let picture = svg(&desk.draw(), ground, ink);
            roxmltree::Document::parse(&picture).unwrap();
            let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join(&path);
            expect_file![whole].assert_eq(&picture);
            let readme = include_str!("../../README.md");
            assert!(readme.contains(&path), "the README should show {path}");
        }
    }
}

/// A frame as a picture: grounds first, then letters, in runs of one style; in a
/// terminal of this ground, which writes in this ink by itself.
fn svg(buf: &Buffer, ground: &str, ink: &str) -> String {
    let (columns, rows) = (usize::from(buf.area.width), usize::from(buf.area.height));
    let (width, height) = (columns * CELL.0, rows * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{FONT}\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{ground}\"/>\n"
    );
    for (row, cells) in buf.content.chunks(columns).enumerate() {
        for (start, run) in runs(cells) {
            let (x, y) = (start * CELL.0, row * CELL.1);
            if run[0].bg != Color::Reset {
                let (fill, width) = (hex(run[0].bg, ground), run.len() * CELL.0);
                let height = CELL.1;
                let _ = writeln!(
                    svg,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"
                );
            }
            let text: String = run.iter().map(Cell::symbol).collect();
            if text.trim().is_empty() {
                continue;
            }
            let weight = match run[0].modifier.contains(Modifier::BOLD) {
                true => " font-weight=\"bold\"",
                false => "",
            };
            let _ = writeln!(
                svg,
                "<text x=\"{x}\" y=\"{}\" textLength=\"{}\" fill=\"{}\"{weight}>{}</text>",
                y + BASELINE,
                run.len() * CELL.0,
                hex(run[0].fg, ink),
                // Browsers drop blanks that stand at an end, and stretch the rest.
                text.replace('&', "&amp;").replace('<', "&lt;").replace(' ', "\u{a0}")
            );
        }
    }
    svg + "</svg>\n"
}

/// Neighbours of one style, each run with its first column.
fn runs(cells: &[Cell]) -> Vec<(usize, &[Cell])> {
    let is_alike = |a: &Cell, b: &Cell| (a.fg, a.bg, a.modifier) == (b.fg, b.bg, b.modifier);
    let mut start = 0;
    let chunks = cells.chunk_by(is_alike);
    chunks
        .map(|run| {
            start += run.len();
            (start - run.len(), run)
        })
        .collect()
}

fn hex(colour: Color, reset: &str) -> String {
    match colour {
        Color::Reset => reset.to_owned(),
        Color::Black => "#000000".to_owned(),
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Indexed(at @ 16..=231) => {
            // The cube of xterm: six steps of each colour.
            let step = |place: u8| match (at - 16) / place % 6 {
                0 => 0,
                step => 55 + 40 * step,
            };
            format!("#{:02x}{:02x}{:02x}", step(36), step(6), step(1))
        }
        Color::Indexed(at @ 232..) => {
            let grey = 8 + 10 * (at - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
        other => panic!("{other} is no colour of a picture"),
    }
}
