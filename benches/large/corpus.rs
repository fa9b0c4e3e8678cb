//! The large corpus: ten thousand Markdown documents, about 100 MB.
//!
//! Each document is made of statements of the joint statements that lie beside
//! the repository or, without them, of the starter corpus: a title that names
//! two states, a dateline, and sections of paragraphs and lists whose
//! statements are drawn from anywhere. So the words, the sentences and the
//! lengths are those of real texts, while no two documents are the same.
//!
//! The numbers are drawn from a fixed seed: the same statements give the same
//! corpus, byte for byte, on every machine.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use comity::codebook::Codebook;
use comity::source::BlockKind;
use comity::world::World;

/// How many documents there are, unless fewer are asked for.
pub const DOCUMENTS: usize = 10_000;

/// A document ends with the section in which it reaches this length.
const LENGTH: usize = 9_000;

/// Documents in a folder: no file browser likes ten thousand.
const FOLDER: usize = 100;

const STATES: &[&str] = &[
    "Argentina",
    "Australia",
    "Brazil",
    "Canada",
    "Chile",
    "Colombia",
    "Denmark",
    "Egypt",
    "Estonia",
    "Finland",
    "France",
    "Germany",
    "Ghana",
    "Greece",
    "India",
    "Indonesia",
    "Italy",
    "Japan",
    "Kenya",
    "Latvia",
    "Mexico",
    "Morocco",
    "New Zealand",
    "Nigeria",
    "Norway",
    "Peru",
    "Poland",
    "Portugal",
    "Romania",
    "Singapore",
    "Spain",
    "Sweden",
    "Thailand",
    "Ukraine",
    "Uruguay",
    "Viet Nam",
];

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Where the statements come from.
pub fn statements_folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/joint-statements");
    if shared.exists() { shared } else { root.join("seeds") }
}

/// Writes the first so many documents of the corpus into a folder, and returns
/// how many bytes that are.
///
/// # Errors
/// Where the folder cannot be written to.
pub fn write(folder: &Path, documents: usize) -> io::Result<usize> {
    let stock = Stock::read();
    let mut bytes = 0;
    for number in 0..documents {
        let folder = folder.join(format!("{:03}", number / FOLDER));
        if number % FOLDER == 0 {
            fs::create_dir_all(&folder)?;
        }
        let text = stock.document(&mut Dice(number as u64));
        fs::write(folder.join(format!("{number:05}.md")), &text)?;
        bytes += text.len();
    }
    Ok(bytes)
}

/// The statements that documents are made of.
pub struct Stock {
    headings: Vec<String>,
    sentences: Vec<String>,
}

impl Stock {
    pub fn read() -> Self {
        let world = World::read(&[statements_folder()], Codebook::defence())
            .expect("the statements lie in the repository or beside it");
        let (mut headings, mut sentences) = (Vec::new(), Vec::new());
        for id in world.statements() {
            match world.document(id).statement(id.statement).kind {
                BlockKind::Heading => headings.push(world.text(id).to_owned()),
                _ => sentences.push(world.text(id).to_owned()),
            }
        }
        Self { headings, sentences }
    }

    /// One of the sentences.
    pub fn sentence(&self, dice: &mut Dice) -> &str {
        dice.pick::<String>(&self.sentences)
    }

    fn document(&self, dice: &mut Dice) -> String {
        let (one, other) = (dice.pick(STATES), dice.pick(STATES));
        let (day, month, year) = (1 + dice.below(28), dice.pick(MONTHS), 1995 + dice.below(31));
        let mut text = format!("# Joint Statement of {one} and {other}\n\n{day} {month} {year}\n");
        while text.len() < LENGTH {
            let _ = write!(text, "\n## {}\n", dice.pick(&self.headings));
            for _ in 0..2 + dice.below(4) {
                self.passage(dice, &mut text);
            }
        }
        text
    }

    /// A paragraph or, one time in four, a list.
    fn passage(&self, dice: &mut Dice, text: &mut String) {
        let is_list = dice.below(4) == 0;
        text.push('\n');
        for number in 0..2 + dice.below(4) {
            let lead = match (is_list, number) {
                (true, _) => "- ",
                (false, 0) => "",
                (false, _) => " ",
            };
            text.push_str(lead);
            text.push_str(dice.pick::<String>(&self.sentences));
            text.push_str(if is_list { "\n" } else { "" });
        }
        text.push_str(if is_list { "" } else { "\n" });
    }
}

/// Numbers from a seed, by SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}
