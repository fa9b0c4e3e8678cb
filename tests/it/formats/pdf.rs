//! PDF: two pages made by hand, and what broken and hostile ones come to.

use super::*;

/// A line of text: size, place on the page, words.
pub type Line<'a> = (u32, u32, u32, &'a str);

/// A PDF of objects numbered from 1, with a table of where they stand.
fn file(objects: &[String]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        starts.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    starts.iter().for_each(|start| file.extend(format!("{start:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    file.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R /Info 2 0 R >>\nstartxref\n{table}\n%%EOF")
            .bytes(),
    );
    file
}

/// Objects of a document with these pages, each a list of lines.
fn objects(pages: &[&[Line<'_>]]) -> Vec<String> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 5 + 2 * at)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 3 0 R >>".to_owned(),
        "<< /Title (Agreement on cyber defence) >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    for (at, lines) in pages.iter().enumerate() {
        let text: String = lines
            .iter()
            .map(|(size, x, y, words)| format!("BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n"))
            .collect();
        objects.push(format!(
            "<< /Type /Page /Parent 3 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 4 0 R >> >> >>",
            6 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()));
    }
    objects
}

/// Two pages with a running head, page numbers, a hyphen at a line's end and a
/// sentence that the page's end breaks.
pub fn two_pages() -> Vec<u8> {
    file(&objects(&[
        &[
            (9, 72, 800, "A/CONF.164/37"),
            (20, 72, 740, "Agreement on Cyber Defence"),
            (
                11,
                72,
                700,
                "The Government of France and the Government of Spain have agreed to this text",
            ),
            (
                11,
                72,
                686,
                "after long talks. The two governments shall establish a joint centre for the defen-",
            ),
            (
                11,
                72,
                672,
                "ce of their networks. The centre will have its seat in the city of Toulouse.",
            ),
            (15, 72, 630, "Article 1"),
            (
                11,
                72,
                600,
                "The Parties shall exchange information on attacks within one day, and they shall",
            ),
            (9, 290, 40, "1"),
        ],
        &[
            (9, 72, 800, "A/CONF.164/37"),
            (
                11,
                72,
                760,
                "inform each other of every measure that they take in response to such attacks.",
            ),
            (15, 72, 720, "Article 2"),
            (
                11,
                72,
                690,
                "The Parties will hold a joint exercise every year in one of the two countries.",
            ),
            (9, 290, 40, "2"),
        ],
    ]))
}

#[test]
fn a_pdf_is_read_page_by_page_without_its_furniture() {
    let (source, problems) = read("a.pdf", &two_pages());
    assert_eq!(problems, []);
    assert_eq!(
        outline(&source),
        [
            "# page 1: Agreement on Cyber Defence",
            "¶ page 1: The Government of France and the Government of Spain have agreed to this \
             text after long talks. The two governments shall establish a joint centre for the \
             defence of their networks. The centre will have its seat in the city of Toulouse.",
            "# page 1: Article 1",
            "¶ page 1: The Parties shall exchange information on attacks within one day, and \
             they shall inform each other of every measure that they take in response to such \
             attacks.",
            "# page 2: Article 2",
            "¶ page 2: The Parties will hold a joint exercise every year in one of the two \
             countries.",
        ]
    );
    assert_eq!(source.front.title.as_deref(), Some("Agreement on cyber defence"));
}

#[test]
fn a_pdf_is_known_under_any_name_and_behind_junk() {
    let junk = [b"<html>from a server</html>\r\n".to_vec(), two_pages()].concat();
    let (source, _) = read("a.txt", &junk);
    assert!(source.text.contains("joint centre for the defence"), "{}", source.text);
}

#[test]
fn a_pdf_that_cannot_be_read_is_told() {
    assert_eq!(refusal("a.pdf", &file(&objects(&[&[]]))), "its pages have no text layer");
    let mut scan = objects(&[&[]]);
    scan[4] = scan[4].replace("/Font << /F1 4 0 R >>", "/XObject << /I 7 0 R >>");
    scan[5] = "<< /Length 30 >>\nstream\nq 500 0 0 800 0 0 cm /I Do Q\nendstream".to_owned();
    scan.push(
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 \
         /ColorSpace /DeviceGray /Length 1 >>\nstream\nx\nendstream"
            .to_owned(),
    );
    assert!(refusal("a.pdf", &file(&scan)).contains("scan"));
    let locked = String::from_utf8(two_pages()).unwrap().replace(
        "/Root 1 0 R",
        "/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] \
         /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 \
         /O <00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff> \
         /U <00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff> >>",
    );
    assert!(refusal("a.pdf", locked.as_bytes()).contains("password"));
    assert!(refusal("a.pdf", b"%PDF-1.4\nnot much of a PDF").contains("broken"));
}

/// Pages that hold themselves, a length that is its own, a form within itself,
/// and a title that nests.
pub fn hostile() -> Vec<Vec<u8>> {
    nested_by(400)
}

fn nested_by(depth: usize) -> Vec<Vec<u8>> {
    let mut pages = objects(&[&[]]);
    pages[2] = "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>".to_owned();
    let mut lengths = objects(&[&[(11, 72, 700, "x")]]);
    lengths[5] = "<< /Length 6 0 R >>\nstream\nx\nendstream".to_owned();
    let mut forms = objects(&[&[]]);
    forms[4] = forms[4].replace("/Font << /F1 4 0 R >>", "/XObject << /F 7 0 R >>");
    forms[5] = "<< /Length 5 >>\nstream\n/F Do\nendstream".to_owned();
    forms.push(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 11 \
         /Resources << /XObject << /F 7 0 R >> >> >>\nstream\n/F Do /F Do\nendstream"
            .to_owned(),
    );
    let mut nested = objects(&[&[]]);
    nested[1] = format!("<< /Title {} >>", "[".repeat(depth));
    [pages, lengths, forms, nested].map(|objects| file(&objects)).to_vec()
}

#[test]
fn a_pdf_made_to_loop_or_to_nest_is_given_up() {
    for hostile in nested_by(500_000) {
        let (source, problems) = read("a.pdf", &hostile);
        assert!(source.text.len() < 10 && !problems.is_empty(), "{problems:?}");
    }
}
