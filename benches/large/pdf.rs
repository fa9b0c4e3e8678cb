//! Fifty PDFs of thirty pages: the sentences of the large corpus, set in lines
//! with a running head and page numbers, as a ministry's typesetter would.

use std::path::Path;
use std::{fs, io};

use super::corpus::{Dice, Stock};

const DOCUMENTS: u64 = 50;
const PAGES: usize = 30;

/// Lines of text on a page of A4, and letters in a line, at eleven points.
const LINES: usize = 46;
const COLUMNS: usize = 84;

/// Writes the documents into a folder.
///
/// # Errors
/// Where the folder cannot be written to.
pub fn write(folder: &Path) -> io::Result<()> {
    let stock = Stock::read();
    fs::create_dir_all(folder)?;
    for number in 0..DOCUMENTS {
        let lines = lines(&stock, &mut Dice(number));
        fs::write(folder.join(format!("{number:02}.pdf")), file(&lines))?;
    }
    Ok(())
}

/// As many lines as fill the pages, paragraph by paragraph.
fn lines(stock: &Stock, dice: &mut Dice) -> Vec<String> {
    let mut lines = Vec::new();
    while lines.len() < LINES * PAGES {
        let sentences: Vec<&str> = (0..2 + dice.below(4)).map(|_| stock.sentence(dice)).collect();
        let paragraph = deunicode::deunicode(&sentences.join(" "));
        lines.extend(textwrap::wrap(&paragraph, COLUMNS).into_iter().map(|line| line.into_owned()));
        lines.push(String::new());
    }
    lines.truncate(LINES * PAGES);
    lines
}

/// A PDF of the lines, with a table of where its objects stand.
fn file(lines: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    let mut kids = String::new();
    for (number, lines) in (1..).zip(lines.chunks(LINES)) {
        kids += &format!("{} 0 R ", objects.len() + 1);
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            objects.len() + 2
        ));
        let text = page(number, lines);
        objects.push(format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", (objects.len() - 3) / 2);
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let (size, start) = (objects.len() + 1, file.len());
    file.extend(table.bytes());
    let trailer = format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF");
    file.extend(trailer.bytes());
    file
}

/// The strokes of a page: running head, lines, number.
fn page(number: usize, lines: &[String]) -> String {
    let set = |size: u32, x: u32, y: usize, words: &str| {
        let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        format!("BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n")
    };
    let mut strokes = set(9, 72, 800, "A/CONF.164/37");
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        strokes += &set(11, 72, 770 - 15 * at, line);
    }
    strokes + &set(9, 290, 40, &number.to_string())
}
