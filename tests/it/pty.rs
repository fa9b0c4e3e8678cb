//! The real binary in a real terminal, from first frame to restored screen.

use std::sync::Arc;
use std::time::Duration;

use comity::codebook::Codebook;
use comity::glyph::Glyphs;
use comity::tui::{self, Feed, theme};
use comity::world::World;
use termlens::{Key, Result, Signal, Terminal, TerminalBuilder};

const COMITY: &str = env!("CARGO_BIN_EXE_comity");

fn builder() -> TerminalBuilder {
    Terminal::builder()
        .size(80, 24)
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("LANG", "C.UTF-8")
        .env("COMITY_CACHE_DIR", "")
        .timeout(Duration::from_secs(60))
}

fn open() -> Result<Terminal> {
    let mut terminal = builder().spawn(COMITY)?;
    terminal.wait_until(|screen| screen.contains("▸ Defence industry"))?;
    Ok(terminal)
}

/// Main screen, visible cursor.
fn is_restored(terminal: &Terminal) -> bool {
    let screen = terminal.screen();
    !screen.alternate_screen() && screen.cursor_visible()
}

#[test]
fn open_move_search_compare_and_quit() -> Result<()> {
    let mut t = open()?;
    t.send_str("jj")?;
    t.wait_until(|screen| screen.contains("▸ Cyber"))?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("previous"))?;
    t.send(Key::Char('y'))?;
    t.wait_until(|screen| {
        let copied = screen.clipboard().and_then(|clipboard| clipboard.text());
        copied.is_some_and(|text| text.contains("(Germany–Italy, germany-italy.md:"))
    })?;
    t.send(Key::Char('q'))?;
    t.wait_until(|screen| screen.contains("▸ Cyber"))?;
    t.send_str("/semicon")?;
    t.wait_until(|screen| screen.contains("semicon") && screen.contains("hits"))?;
    t.send(Key::Esc)?;
    t.wait_until(|screen| screen.contains("▸ Cyber"))?;
    t.send_str("mllmv")?;
    t.wait_until(|screen| screen.contains("differences") && screen.contains("India–Japan"))?;
    t.send(Key::Char('q'))?;
    t.wait_until(|screen| screen.contains("▸ Cyber"))?;
    t.send(Key::Char('q'))?;
    assert!(t.wait_exit()?.success());
    assert!(is_restored(&t));
    Ok(())
}

#[test]
fn a_resize_is_drawn_at_once() -> Result<()> {
    let mut t = open()?;
    t.resize(120, 40)?;
    t.wait_until(|screen| screen.row_text(39).contains("quit"))?;
    t.resize(20, 5)?;
    t.wait_until(|screen| screen.row_text(4).contains("read"))?;
    t.send(Key::Char('q'))?;
    assert!(t.wait_exit()?.success());
    Ok(())
}

#[test]
fn signals_restore_the_terminal() -> Result<()> {
    for signal in [Signal::Term, Signal::Hup, Signal::Int] {
        let mut t = open()?;
        t.signal(signal)?;
        assert!(!t.wait_exit()?.success());
        assert!(is_restored(&t));
    }
    Ok(())
}

#[test]
fn no_colour_means_no_colour() -> Result<()> {
    let mut t = builder().env("NO_COLOR", "1").spawn(COMITY)?;
    t.wait_until(|screen| screen.contains("▸ Defence industry"))?;
    let screen = t.screen();
    for row in 0..screen.rows() {
        for column in 0..screen.cols() {
            let Some(cell) = screen.cell(row, column) else { continue };
            assert_eq!(cell.style().fg, termlens::Color::Default);
            assert_eq!(cell.style().bg, termlens::Color::Default);
        }
    }
    t.send(Key::Char('q'))?;
    assert!(t.wait_exit()?.success());
    Ok(())
}

#[test]
fn other_locales_get_ascii() -> Result<()> {
    let mut t = builder().env("LANG", "C").spawn(COMITY)?;
    t.wait_until(|screen| screen.contains("> Defence industry"))?;
    assert!(t.screen().text().is_ascii());
    t.send(Key::Char('q'))?;
    assert!(t.wait_exit()?.success());
    Ok(())
}

#[test]
fn suspending_gives_the_shell_back_and_fg_the_dashboard() -> Result<()> {
    let mut t = builder()
        .env("PS1", "ready> ")
        .env("PATH", std::env::var("PATH").unwrap_or_default())
        .args(["--norc", "--noprofile", "-i"])
        .spawn("bash")?;
    t.wait_until(|screen| screen.contains("ready>"))?;
    t.send_str(COMITY)?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("▸ Defence industry"))?;
    t.send(Key::Ctrl('z'))?;
    t.wait_until(|screen| screen.contains("Stopped") && !screen.alternate_screen())?;
    t.send_str("fg")?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("▸ Defence industry") && screen.alternate_screen())?;
    t.send_str("jq")?;
    // The shell's third prompt: what is typed before it may be comity's still.
    t.wait_until(|screen| screen.find_all("ready>").len() >= 3)?;
    t.send_str("exit")?;
    t.send(Key::Enter)?;
    t.wait_exit()?;
    Ok(())
}

/// Not a test of its own: the one below runs it in a terminal.
#[test]
#[ignore = "run in a terminal by the test below"]
fn child_that_panics() {
    let mut world = World::read(&[], Codebook::defence()).unwrap();
    // Agreements whose documents are gone: drawing them must panic.
    world.documents.clear();
    let feed = move |feed: &Feed| {
        feed.show(Arc::new(world));
        Ok(())
    };
    let _ = tui::run(feed, theme::find("dark").unwrap(), Glyphs::Unicode);
}

#[test]
fn a_panic_restores_the_terminal_and_tells_why() -> Result<()> {
    let mut t = builder()
        .args(["--exact", "pty::child_that_panics", "--ignored", "--nocapture"])
        .spawn(std::env::current_exe().unwrap())?;
    assert!(!t.wait_exit()?.success());
    assert!(is_restored(&t));
    assert!(t.screen().contains("panicked"));
    Ok(())
}
