//! The shortest way of the cursor.

use ratatui::layout::Position;

/// Writes what takes the cursor to a place, from another if that is known.
pub fn write(from: Option<Position>, to: Position, bytes: &mut Vec<u8>) {
    let ways = from.into_iter().flat_map(|from| ways(from, to));
    let shortest = ways.chain([absolute(to)]).min_by_key(String::len);
    bytes.extend(shortest.unwrap_or_default().as_bytes());
}

/// Row and column, from the upper left corner; what is 1 goes without saying.
fn absolute(Position { x, y }: Position) -> String {
    match (x, y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, _) => format!("\x1b[{}H", y + 1),
        (_, 0) => format!("\x1b[;{}H", x + 1),
        _ => format!("\x1b[{};{}H", y + 1, x + 1),
    }
}

/// First to the row, then along it; or to the beginning of the next row.
fn ways(from: Position, to: Position) -> impl Iterator<Item = String> {
    let down = relative(from.y, to.y, ["B", "A"]);
    let along = relative(from.x, to.x, ["C", "D"]);
    let back = (to.x == 0).then(|| format!("{down}\r"));
    let is_next = to.x == 0 && to.y == from.y + 1;
    let next = is_next.then(|| "\r\n".to_owned());
    [Some(format!("{down}{along}")), back, next].into_iter().flatten()
}

/// So many further, or back.
fn relative(from: u16, to: u16, [further, back]: [&str; 2]) -> String {
    let letter = if to > from { further } else { back };
    match to.abs_diff(from) {
        0 => String::new(),
        1 => format!("\x1b[{letter}"),
        by => format!("\x1b[{by}{letter}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_taken() {
        let way = |from: Option<(u16, u16)>, to: (u16, u16)| {
            let mut bytes = Vec::new();
            write(from.map(Position::from), to.into(), &mut bytes);
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(way(None, (0, 0)), "\x1b[H");
        assert_eq!(way(None, (4, 9)), "\x1b[10;5H");
        assert_eq!(way(Some((7, 3)), (7, 3)), "");
        assert_eq!(way(Some((7, 3)), (0, 3)), "\r");
        assert_eq!(way(Some((7, 3)), (0, 4)), "\r\n");
        assert_eq!(way(Some((7, 3)), (12, 3)), "\x1b[5C");
        assert_eq!(way(Some((7, 3)), (7, 2)), "\x1b[A");
        assert_eq!(way(Some((170, 3)), (120, 40)), "\x1b[41;121H");
    }
}
