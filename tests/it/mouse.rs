//! A mouse, where one is heeded: it points, opens and scrolls, and is given back.

use comity::tui::state::{Opened, Pane};
use comity::tui::update::Event;
use ratatui::layout::Position;
use termlens::{Key, MouseMode, Result, Signal};

use crate::desk::Desk;
use crate::pictures::PANES;
use crate::pty::{COMITY, builder, is_restored};

/// Clicks on the first letter of a text that is on the screen.
fn click(desk: &mut Desk, text: &str) {
    let picture = desk.picture();
    let mut lines = picture.lines().enumerate();
    let found = lines.find_map(|(y, line)| Some((line[..line.find(text)?].chars().count(), y)));
    let (x, y) = found.unwrap_or_else(|| panic!("{text} is not in {picture}"));
    click_at(desk, x as u16, y as u16);
}

fn click_at(desk: &mut Desk, x: u16, y: u16) {
    desk.tell(Event::Click(Position::new(x, y)));
}

#[test]
fn a_click_puts_the_cursor_there_and_another_opens_it() {
    let mut desk = Desk::new(80, 24);
    click(&mut desk, "● 5 ");
    assert_eq!(desk.state.grid.cell(), Some((2, 9)));
    assert!(desk.state.opened.is_empty());
    click(&mut desk, "▐● 5");
    assert_eq!(desk.state.pane(), Pane::Reader);
    desk.press("Esc");
    click(&mut desk, "Cyber");
    assert_eq!(desk.state.grid.cell(), Some((2, 2)), "a row by its name");
    click(&mut desk, "looked for");
    assert_eq!(desk.state.pane(), Pane::Why, "the strip is the cursor's");
    desk.press("Esc");
    click(&mut desk, "Germany–Italy");
    assert_eq!(desk.state.grid.cell(), Some((0, 2)), "a column by its head");
}

#[test]
fn lists_and_pages_are_pointed_at_too() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ semicon");
    let second =
        desk.picture().lines().nth(3).unwrap().chars().skip(30).take(20).collect::<String>();
    click(&mut desk, &second);
    click(&mut desk, &second);
    assert_eq!(desk.state.pane(), Pane::Reader, "{second}");
    desk.press("Esc Esc S");
    click(&mut desk, "rows by name");
    click(&mut desk, "rows by name");
    assert!(desk.state.opened.is_empty());
    desk.press("Esc m l l m v");
    click(&mut desk, "Technology");
    let Some(Opened::Versus(versus)) = desk.state.opened.last() else { panic!() };
    let cell = versus.cell(&desk.world).unwrap();
    assert_eq!(desk.world.codebook.dimensions[cell.1].name, "Technology");
    desk.press("Esc L");
    click_at(&mut desk, 79, 23);
    click(&mut desk, "33");
    click(&mut desk, "33");
    let Some(Opened::Versus(versus)) = desk.state.opened.last() else { panic!() };
    assert_eq!(versus.sides, [0, 2]);
}

#[test]
fn the_wheel_scrolls_what_is_in_front() {
    let mut desk = Desk::new(80, 24);
    desk.tell(Event::Wheel(1));
    assert_eq!(desk.state.grid.cursor().0, 3);
    desk.press("Enter");
    let before = desk.picture();
    desk.tell(Event::Wheel(2));
    assert_eq!(desk.picture().lines().nth(1), before.lines().nth(7), "six rows further");
    desk.press("Esc Esc /");
    desk.tell(Event::Wheel(-1));
    assert!(desk.picture().contains("find"));
}

#[test]
fn no_place_breaks_a_pane() {
    for (name, keys) in PANES {
        for (width, height) in [(80, 24), (31, 9), (20, 5)] {
            for at in (0..width * height).step_by(311) {
                let mut desk = Desk::new(width, height);
                desk.press(keys);
                for _ in 0..2 {
                    click_at(&mut desk, at % width, at / width);
                }
                desk.tell(Event::Wheel(1 - 2 * isize::try_from(at % 2).unwrap()));
                desk.draw();
                assert!(desk.state.grid.agreement < desk.world.agreements.len(), "{name}");
            }
        }
    }
}

#[test]
fn a_terminal_tells_of_its_mouse_only_while_that_is_asked_for() -> Result<()> {
    let ready = "▸ Defence industry";
    let mut t = builder().spawn(COMITY)?;
    t.wait_until(|screen| screen.contains(ready))?;
    assert_eq!(t.screen().mouse_mode(), MouseMode::None, "off unless it is asked for");
    t.send(Key::Char('q'))?;
    t.wait_exit()?;
    for signal in [None, Some(Signal::Term)] {
        let mut t = builder().args(["--mouse"]).spawn(COMITY)?;
        t.wait_until(|screen| screen.contains(ready))?;
        t.click(6, 4)?;
        t.wait_until(|screen| screen.contains("▸ Military"))?;
        match signal {
            Some(signal) => t.signal(signal)?,
            None => t.send(Key::Char('q'))?,
        }
        t.wait_exit()?;
        assert!(is_restored(&t));
    }
    Ok(())
}
