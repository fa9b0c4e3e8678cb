//! The real binary in a real terminal, from first frame to restored screen.

use std::sync::Arc;
use std::time::Duration;

use comity::codebook::Codebook;
use comity::dossier::{Edit, Keeper, Store, Subject};
use comity::glyph::Glyphs;
use comity::tui::keymap::Keymap;
use comity::tui::memory::Memory;
use comity::tui::{self, Feed, Setup, theme};
use comity::world::World;
use tempfile::TempDir;
use termlens::{Key, MouseMode, Result, Signal, Terminal, TerminalBuilder};

pub const COMITY: &str = env!("CARGO_BIN_EXE_comity");

pub fn builder() -> TerminalBuilder {
    Terminal::builder()
        .size(80, 24)
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("LANG", "C.UTF-8")
        .env("COMITY_CACHE_DIR", "")
        .env("COMITY_DATA_DIR", "")
        .env("COMITY_KEYS", "")
        .env("COMITY_STATE_DIR", "")
        .timeout(Duration::from_secs(60))
}

fn open() -> Result<Terminal> {
    let mut terminal = builder().spawn(COMITY)?;
    terminal.wait_until(|screen| screen.contains("▸ Defence industry"))?;
    Ok(terminal)
}

/// Main screen, visible cursor, a mouse that is the terminal's own, and so is
/// what is pasted.
pub fn is_restored(terminal: &Terminal) -> bool {
    let screen = terminal.screen();
    let has_modes = screen.mouse_mode() != MouseMode::None || screen.bracketed_paste();
    !screen.alternate_screen() && screen.cursor_visible() && !has_modes
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
    t.wait_until(|screen| screen.row_text(4).contains("help"))?;
    t.send(Key::Char('q'))?;
    assert!(t.wait_exit()?.success());
    Ok(())
}

#[test]
fn signals_restore_the_terminal() -> Result<()> {
    for signal in [Signal::Term, Signal::Hup, Signal::Int, Signal::Quit] {
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

/// A shell with job control.
fn shell() -> Result<Terminal> {
    let mut terminal = builder()
        .env("PS1", "ready> ")
        .env("PATH", std::env::var("PATH").unwrap_or_default())
        .args(["--norc", "--noprofile", "-i"])
        .spawn("bash")?;
    terminal.wait_until(|screen| screen.contains("ready>"))?;
    Ok(terminal)
}

#[test]
fn suspending_gives_the_shell_back_and_fg_the_dashboard() -> Result<()> {
    let mut t = shell()?;
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

#[test]
fn who_was_stopped_outright_hears_keys_again() -> Result<()> {
    let mut t = shell()?;
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    // Nothing is asked of the terminal, for the shell would get the answer.
    let comity = format!("exec {COMITY} --simple-terminal");
    t.send_str(&format!("sh -c 'echo $$ > {}; {comity}'", pid.display()))?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("▸ Defence industry"))?;
    let pid = std::fs::read_to_string(pid).unwrap();
    let stop = format!("kill -STOP {pid}");
    assert!(std::process::Command::new("sh").args(["-c", &stop]).status().unwrap().success());
    // The shell takes the terminal and sets it as it likes.
    t.wait_until(|screen| screen.contains("Stopped"))?;
    t.send_str("fg")?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("▸ Defence industry") && screen.contains("quit"))?;
    t.send_str("jj")?;
    t.wait_until(|screen| screen.contains("▸ Cyber"))?;
    t.send_str("q")?;
    t.wait_until(|screen| screen.row_text(screen.cursor().0).starts_with("ready>"))?;
    t.send_str("exit")?;
    t.send(Key::Enter)?;
    t.wait_exit()?;
    Ok(())
}

#[test]
fn what_is_not_on_disk_is_seen_until_it_is() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::write(&data, "a file where the folder should be").unwrap();
    let mut t = builder().env("COMITY_DATA_DIR", &data).spawn(COMITY)?;
    t.wait_until(|screen| screen.contains("▸ Defence industry"))?;
    t.send_str("p")?;
    t.wait_until(|screen| screen.contains("NOT on disk"))?;
    t.send_str("j")?;
    t.wait_until(|screen| screen.row_text(0).contains("1 change not on disk"))?;
    std::fs::remove_file(&data).unwrap();
    t.send_str("p")?;
    t.wait_until(|screen| !screen.row_text(0).contains("not on disk"))?;
    t.send(Key::Char('q'))?;
    assert!(t.wait_exit()?.success());
    Ok(())
}

#[test]
fn what_is_pasted_is_one_text_and_no_commands() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let mut t = builder().env("COMITY_DATA_DIR", folder.path()).spawn(COMITY)?;
    // It may be before anything is read, too.
    t.wait_until(|screen| screen.bracketed_paste())?;
    t.send_str(":")?;
    t.paste("themes\nqqq")?;
    t.wait_until(|screen| screen.contains(": themes qqq"))?;
    t.send(Key::Esc)?;
    t.wait_until(|screen| screen.contains("▸ Defence industry"))?;
    t.send_str("a")?;
    t.wait_until(|screen| screen.row_text(23).starts_with(" note"))?;
    t.paste("ask Rome\nqqq\tsecond line\n")?;
    t.wait_until(|screen| screen.contains("ask Rome qqq second line"))?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("noted"))?;
    // Where nothing is typed its letters are no commands.
    t.paste("qqq\nqqq\n")?;
    t.wait_until(|screen| screen.contains("there is no line here to paste into"))?;
    t.send(Key::Char('q'))?;
    assert!(t.wait_exit()?.success());
    assert!(is_restored(&t));
    let text = std::fs::read_to_string(folder.path().join("starter.jsonl")).unwrap();
    assert!(text.contains("\"note\":\"ask Rome qqq second line\""), "{text}");
    Ok(())
}

#[test]
fn files_that_come_change_and_go_are_shown_as_they_do() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("one.md", "France and Spain signed an agreement. They will patrol the sea.\n");
    let mut t = builder().args([folder.path()]).spawn(COMITY)?;
    t.wait_until(|screen| screen.contains("France–Spain"))?;
    write("new.md", "Chile and Peru signed an agreement. They will share intelligence.\n");
    t.wait_until(|screen| screen.contains("Chile–Peru") && screen.contains("2 agreements"))?;
    write("new.md", "Kenya and Ghana signed an agreement. They will share intelligence.\n");
    t.wait_until(|screen| screen.contains("Kenya–Ghana") && !screen.contains("Chile"))?;
    std::fs::remove_file(folder.path().join("new.md")).unwrap();
    t.wait_until(|screen| !screen.contains("Kenya") && screen.contains("1 agreement "))?;
    t.send(Key::Char('q'))?;
    assert!(t.wait_exit()?.success());
    Ok(())
}

#[test]
fn what_is_written_here_and_elsewhere_is_kept_and_shown() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let text = "France and Spain signed an agreement. They will patrol the sea.\n";
    std::fs::write(folder.path().join("one.md"), text).unwrap();
    let mut t = builder().args([folder.path()]).spawn(COMITY)?;
    t.wait_until(|screen| screen.contains("France–Spain"))?;
    t.send_str("/patrol")?;
    t.wait_until(|screen| screen.contains("1 hit"))?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("FRA-ESP:2"))?;
    t.send_str("p")?;
    t.wait_until(|screen| screen.contains("pinned as number 1"))?;
    let mut keeper = Keeper::new(Some(Store::in_folder(folder.path())));
    let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    let world = keeper.place(&world);
    let id = world.placed.tray()[0];
    keeper.edit(&world, Edit::Note(Subject::Statement(id), "from elsewhere".to_owned()));
    t.wait_until(|screen| screen.contains("¶"))?;
    t.send_str("aand here")?;
    t.wait_until(|screen| screen.contains("note from elsewhereand here"))?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("noted"))?;
    assert!(keeper.refresh());
    let world = keeper.place(&world);
    let notes: Vec<&str> = world.placed.notes(Subject::Statement(id)).collect();
    assert_eq!(notes, ["from elsewhereand here"]);
    // What could not be written is not left behind unsaid.
    let path = Store::in_folder(folder.path()).path().to_owned();
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    t.send_str("p")?;
    t.wait_until(|screen| screen.contains("NOT on disk"))?;
    t.send(Key::Ctrl('c'))?;
    t.wait_until(|screen| screen.contains("leaving now loses"))?;
    std::fs::remove_dir(&path).unwrap();
    t.send(Key::Ctrl('c'))?;
    assert!(t.wait_exit()?.success());
    assert!(is_restored(&t));
    Ok(())
}

#[test]
fn two_programs_that_change_one_note_keep_both() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let text = "France and Spain signed an agreement. They will patrol the sea.\n";
    std::fs::write(folder.path().join("one.md"), text).unwrap();
    let mut keeper = Keeper::new(Some(Store::in_folder(folder.path())));
    let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    keeper.edit(&keeper.place(&world), Edit::Note(Subject::Agreement(0), "base".to_owned()));
    let open = || -> Result<Terminal> {
        let mut t = builder().size(80, 40).args([folder.path()]).spawn(COMITY)?;
        t.wait_until(|screen| screen.contains("France–Spain"))?;
        t.send_str("ca")?;
        t.wait_until(|screen| screen.contains("note base"))?;
        Ok(t)
    };
    let (mut one, mut two) = (open()?, open()?);
    two.send_str(" BETA")?;
    two.wait_until(|screen| screen.contains("note base BETA"))?;
    one.send_str(" ALPHA")?;
    one.send(Key::Enter)?;
    // The second has heard of it, and its user still types.
    two.wait_until(|screen| screen.contains("¶ base ALPHA"))?;
    two.send(Key::Enter)?;
    for t in [&mut one, &mut two] {
        t.wait_until(|screen| screen.contains("¶ base ALPHA") && screen.contains("¶ base BETA"))?;
        t.send_str("qq")?;
        assert!(t.wait_exit()?.success());
    }
    keeper.refresh();
    let entries = &keeper.dossier().entries;
    let mut words: Vec<&str> = entries.iter().map(|entry| entry.matter.words()).collect();
    words.sort_unstable();
    assert_eq!(words, ["base ALPHA", "base BETA"]);
    Ok(())
}

#[test]
fn without_a_folder_of_its_own_the_work_is_in_the_users() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let mut t = builder().env("COMITY_DATA_DIR", folder.path()).spawn(COMITY)?;
    t.wait_until(|screen| screen.contains("▸ Defence industry"))?;
    t.send_str("p")?;
    t.wait_until(|screen| screen.contains("pinned as number 1"))?;
    t.send_str("aGermany first")?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("noted") && screen.contains("¶"))?;
    t.send(Key::Char('q'))?;
    assert!(t.wait_exit()?.success());
    let text = std::fs::read_to_string(folder.path().join("starter.jsonl")).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains("\"source\":\"germany-italy.md\"") && text.contains("Germany first"));
    let trail = std::fs::read_to_string(folder.path().join("starter.trail.jsonl")).unwrap();
    assert_eq!(trail.lines().count(), 2);
    Ok(())
}

#[test]
fn one_may_leave_while_sources_are_read() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let text = include_str!("../../seeds/germany-italy.md");
    for number in 0..2000 {
        std::fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    for key in [Key::Char('q'), Key::Ctrl('c')] {
        let mut t = builder().args([folder.path()]).spawn(COMITY)?;
        t.wait_until(|screen| screen.contains("of 2000 files"))?;
        t.send(key)?;
        assert!(t.wait_exit()?.success());
        assert!(is_restored(&t));
    }
    Ok(())
}

#[test]
fn a_bar_is_drawn_where_somebody_looks_and_leaves_no_trace() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let text = include_str!("../../seeds/germany-italy.md");
    for number in 0..400 {
        std::fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    let folder = folder.path().to_str().unwrap();
    let args = ["show", "nobody", "--corpus", folder];
    let mut t = builder().args(args).spawn(COMITY)?;
    t.wait_until(|screen| screen.contains("of 400 files"))?;
    t.wait_until(|screen| screen.contains("no agreement matches") && !screen.contains("files"))?;
    assert_eq!(t.wait_exit()?.code(), Some(1));
    Ok(())
}

#[test]
fn a_first_run_says_what_to_begin_with_and_a_later_one_does_not() -> Result<()> {
    let [folder, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let open = |folder: &TempDir, arguments: &[&str], footer: &str| -> Result<Terminal> {
        let builder = builder().env("COMITY_STATE_DIR", folder.path()).args(arguments);
        let mut terminal = builder.spawn(COMITY)?;
        terminal.wait_until(|screen| screen.contains(footer))?;
        Ok(terminal)
    };
    let mut t = open(&folder, &[], "begin with  ⏎ read the sentences of a cell")?;
    t.send_str("q")?;
    t.wait_exit()?;
    open(&folder, &[], "⏎ read  / find  w why")?;
    // Who asks for it so knows comity.
    open(&other, &["--fresh"], "⏎ read  / find  w why")?;
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
    let keeper = Keeper::new(None);
    let setup = Setup {
        themes: vec![("dark".to_owned(), theme::find("dark").unwrap())],
        theme: 0,
        glyphs: Glyphs::Unicode,
        memory: Memory::default(),
        memory_file: None,
        is_first: false,
        is_simple: false,
        has_mouse: true,
        keymap: Keymap::default(),
        problems: Vec::new(),
    };
    let _ = tui::run(feed, keeper, setup);
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
