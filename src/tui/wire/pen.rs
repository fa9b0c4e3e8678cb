//! The style in which the terminal writes next, changed by what differs.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::is_blank;

/// What a cell is written with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    fg: Color,
    bg: Color,
    modifier: Modifier,
    /// Whether only the background is seen.
    is_blank: bool,
}

impl Ink {
    pub fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier, is_blank: is_blank(cell) }
    }
}

/// The style that the terminal is in; at the end of a frame none, so that
/// whatever writes after it, even a panic, writes as it wants to.
#[derive(Default)]
pub struct Pen {
    ink: Ink,
}

/// What shows on a blank.
const MARKS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// Each modifier with the codes that begin and end it.
const CODES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// Whether a cell can be written as it is.
    pub fn writes(&self, ink: Ink) -> bool {
        self.wanted(ink) == self.ink
    }

    /// Takes the ink for a cell.
    pub fn take(&mut self, ink: Ink, bytes: &mut Vec<u8>) {
        let wanted = self.wanted(ink);
        self.change(wanted, bytes);
    }

    /// Empties the rest of the line. Some terminals fill it with the background
    /// they write on, so that must be their own.
    pub fn clear_to_end_of_line(&mut self, bytes: &mut Vec<u8>) {
        self.take(Ink { is_blank: true, ..Ink::default() }, bytes);
        bytes.extend(b"\x1b[K");
    }

    /// Back to no style at all.
    pub fn lift(&mut self, bytes: &mut Vec<u8>) {
        self.change(Ink::default(), bytes);
    }

    /// For a blank only what shows on it is changed.
    fn wanted(&self, ink: Ink) -> Ink {
        match ink.is_blank {
            true => Ink { bg: ink.bg, modifier: self.ink.modifier - MARKS, ..self.ink },
            false => ink,
        }
    }

    fn change(&mut self, to: Ink, bytes: &mut Vec<u8>) {
        if to == self.ink {
            return;
        }
        let anew = codes(Ink::default(), to);
        let anew = if anew.is_empty() { anew } else { format!("0;{anew}") };
        let by_difference = codes(self.ink, to);
        let shorter = if anew.len() < by_difference.len() { anew } else { by_difference };
        bytes.extend(format!("\x1b[{shorter}m").as_bytes());
        self.ink = to;
    }
}

/// The codes that lead from one style to another.
fn codes(from: Ink, to: Ink) -> String {
    let mut codes = Vec::new();
    let (mut ended, gone) = (Modifier::empty(), from.modifier - to.modifier);
    for (modifier, _, end) in CODES {
        if gone.contains(modifier) && !codes.contains(&end.to_string()) {
            codes.push(end.to_string());
        }
        if codes.contains(&end.to_string()) {
            // One code ends two of them.
            ended |= modifier;
        }
    }
    let kept = from.modifier - ended;
    let begun = CODES.iter().filter(|(modifier, ..)| (to.modifier - kept).contains(*modifier));
    codes.extend(begun.map(|(_, begin, _)| begin.to_string()));
    if from.fg != to.fg {
        codes.push(colour(to.fg, 30));
    }
    if from.bg != to.bg {
        codes.push(colour(to.bg, 40));
    }
    codes.join(";")
}

/// The code of a colour; `first` is that of black, 30 in front and 40 behind.
fn colour(colour: Color, first: u16) -> String {
    const BRIGHT: u16 = 60;
    let code = match colour {
        Color::Reset => 9,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => BRIGHT,
        Color::LightRed => BRIGHT + 1,
        Color::LightGreen => BRIGHT + 2,
        Color::LightYellow => BRIGHT + 3,
        Color::LightBlue => BRIGHT + 4,
        Color::LightMagenta => BRIGHT + 5,
        Color::LightCyan => BRIGHT + 6,
        Color::White => BRIGHT + 7,
        Color::Indexed(index) => return format!("{};5;{index}", first + 8),
        Color::Rgb(red, green, blue) => match numbered([red, green, blue]) {
            Some(index) => return format!("{};5;{index}", first + 8),
            None => return format!("{};2;{red};{green};{blue}", first + 8),
        },
    };
    (first + code).to_string()
}

/// The number of a colour among the 256, where it is exactly one of them: eight
/// bytes fewer each time it is named.
fn numbered(colour: [u8; 3]) -> Option<u8> {
    /// What each of red, green and blue may be in the cube of colours.
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let [red, green, blue] = colour;
    let is_grey = red == green && green == blue;
    if is_grey && (8..=238).contains(&red) && (red - 8) % 10 == 0 {
        return Some(232 + (red - 8) / 10);
    }
    let [red, green, blue] = colour.map(|part| STEPS.iter().position(|step| *step == part));
    u8::try_from(16 + 36 * red? + 6 * green? + blue?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(from: Ink, to: Ink) -> String {
        let mut bytes = Vec::new();
        Pen { ink: from }.take(to, &mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn only_what_differs_is_said() {
        let plain = Ink::default();
        let bold = Ink { modifier: Modifier::BOLD, ..plain };
        let dim = Ink { modifier: Modifier::DIM, ..plain };
        let red = Ink { fg: Color::Red, ..plain };
        let red_on_white = Ink { bg: Color::White, ..red };
        assert_eq!(change(plain, plain), "");
        assert_eq!(change(plain, bold), "\x1b[1m");
        assert_eq!(change(bold, dim), "\x1b[0;2m", "as long as 22;2, and surer");
        assert_eq!(change(red_on_white, plain), "\x1b[m");
        assert_eq!(change(red_on_white, red), "\x1b[49m");
        assert_eq!(change(red, Ink { modifier: Modifier::BOLD, ..red }), "\x1b[1m");
    }

    #[test]
    fn colours_of_the_256_go_by_their_number() {
        assert_eq!(colour(Color::Rgb(215, 175, 95), 30), "38;5;179");
        assert_eq!(colour(Color::Rgb(138, 138, 138), 40), "48;5;245");
        assert_eq!(colour(Color::Rgb(0, 0, 0), 30), "38;5;16");
        assert_eq!(colour(Color::Rgb(1, 2, 3), 30), "38;2;1;2;3");
    }

    #[test]
    fn a_blank_changes_nothing_that_is_not_seen() {
        let bold = Ink { fg: Color::Red, modifier: Modifier::BOLD, ..Ink::default() };
        let blank = Ink { is_blank: true, ..Ink::default() };
        assert_eq!(change(bold, blank), "");
        let marked = Ink { modifier: Modifier::BOLD | Modifier::UNDERLINED, ..bold };
        assert_eq!(change(marked, blank), "\x1b[24m");
    }
}
