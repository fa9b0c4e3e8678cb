//! The analyst's own work: what is pinned, noted and corrected is seen at once,
//! survives whatever happens to its file, and keeps its place.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use comity::codebook::Codebook;
use comity::coding::{Kind, Level};
use comity::dossier::{Correction, Edit, Entry, Keeper, Matter, Standing, Store, Subject, trail};
use comity::matrix::Reading;
use comity::world::World;
use expect_test::expect_file;
use tempfile::TempDir;

use super::desk::Desk;
use super::pty::COMITY;

const TEXT: &str = "France and Spain signed an agreement in Paris on 3 May 2024. They will patrol \
    the sea together. They want to share satellites for the watch over the coasts of both. \
    Both will hold talks on energy every year.\n";

/// A folder with one source, where the dossier lies beside it.
struct Folder {
    folder: TempDir,
}

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("pact.md"), TEXT).unwrap();
        Self { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn file(&self) -> PathBuf {
        self.path().join(comity::dossier::store::FILE)
    }

    fn lines(&self) -> Vec<String> {
        let text = fs::read_to_string(self.file()).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn keeper(&self) -> Keeper {
        Keeper::new(Some(Store::in_folder(self.path())))
            .with_clock(|| "2026-05-04T10:00:00Z".parse().unwrap())
    }

    fn world(&self) -> World {
        World::read(&[self.path().to_owned()], Codebook::defence()).unwrap()
    }

    fn desk(&self) -> Desk {
        Desk::of(self.world(), 80, 24).with(self.keeper())
    }

    /// How the only entry stands once the source reads so, and on which words.
    fn standing(&self, text: &str) -> (Standing, Option<String>) {
        fs::write(self.path().join("pact.md"), text).unwrap();
        let world = self.keeper().place(&self.world());
        let (_, placement) = world.placed.all().next().unwrap();
        (placement.standing, placement.statement().map(|id| world.text(id).to_owned()))
    }
}

/// The statement that holds some words.
fn statement(world: &World, words: &str) -> comity::document::StatementId {
    world.statements().find(|id| world.text(*id).contains(words)).unwrap()
}

fn note(words: &str) -> impl Fn(&World) -> Edit {
    let words = words.to_owned();
    move |world| Edit::Note(Subject::Statement(statement(world, "satellites")), words.clone())
}

/// What puts words in place of those an entry was seen with.
fn reworded(seen: &Entry, words: &str) -> Edit {
    Edit::Reword(Box::new(seen.clone()), words.to_owned())
}

fn edit(keeper: &mut Keeper, world: &World, edit: impl Fn(&World) -> Edit) -> (World, String) {
    let placed = keeper.place(world);
    let done = keeper.edit(&placed, edit(&placed));
    (keeper.place(&placed), done)
}

#[test]
fn what_is_written_is_on_disk_and_read_again() {
    let folder = Folder::new();
    let mut keeper = folder.keeper();
    let (world, done) = edit(&mut keeper, &folder.world(), note("ask Madrid"));
    assert_eq!(done, "noted");
    let subject = Subject::Statement(statement(&world, "satellites"));
    assert_eq!(world.placed.notes(subject).collect::<Vec<_>>(), ["ask Madrid"]);
    let again = folder.keeper().place(&folder.world());
    assert_eq!(again.placed.notes(subject).collect::<Vec<_>>(), ["ask Madrid"]);
    assert_eq!(folder.lines().len(), 1);
    let line = &folder.lines()[0];
    assert!(
        line.starts_with(r#"{"source":"pact.md","start":96,"what":"note","note":"ask Madrid","#),
        "{line}"
    );
    // The file beside the sources is none of them.
    assert_eq!(again.problems, []);
    assert_eq!(again.documents.len(), 1);
}

#[test]
fn who_writes_too_much_is_told_what_is_kept() {
    let folder = Folder::new();
    let mut keeper = folder.keeper();
    let cut = "noted; too long: only the first 4000 bytes are kept";
    let (world, done) = edit(&mut keeper, &folder.world(), note(&"é".repeat(2001)));
    assert_eq!(done, cut);
    assert_eq!(world.placed.dossier.entries[0].matter.words(), "é".repeat(2000));
    let seen = world.placed.dossier.entries[0].clone();
    let (world, done) = edit(&mut keeper, &world, |_| reworded(&seen, &"x".repeat(4001)));
    assert_eq!(done, cut);
    let (_, done) = edit(&mut keeper, &world, note(&"x".repeat(4000)));
    assert_eq!(done, "noted");
}

#[test]
fn lines_are_sorted_and_what_did_not_change_is_not_rewritten() {
    let folder = Folder::new();
    fs::write(
        folder.path().join("a.md"),
        "Chile and Peru signed an agreement. They will patrol the sea.\n",
    )
    .unwrap();
    let mut keeper = folder.keeper();
    let mut world = folder.world();
    for words in ["talks", "satellites", "Peru", "patrol the sea together"] {
        (world, _) = edit(&mut keeper, &world, |world| Edit::Pin(statement(world, words)));
    }
    let before = folder.lines();
    let mut sorted = before.clone();
    sorted.sort();
    assert!(before[0].starts_with(r#"{"source":"a.md""#) && before.len() == 4);
    assert_eq!(
        before.iter().map(|l| l.split(',').next()).collect::<Vec<_>>(),
        sorted.iter().map(|l| l.split(',').next()).collect::<Vec<_>>()
    );
    let pin = world.placed.pins()[1].0;
    edit(&mut keeper, &world, |_| reworded(pin, "more of it"));
    let after = folder.lines();
    assert_eq!(before.iter().zip(&after).filter(|(a, b)| a != b).count(), 1);
}

#[test]
fn an_edited_source_keeps_its_notes() {
    let folder = Folder::new();
    edit(&mut folder.keeper(), &folder.world(), note("why"));
    let sentence = "They want to share satellites for the watch over the coasts of both.";
    let ok = |standing| (standing, Some(sentence.to_owned()));
    assert_eq!(folder.standing(TEXT), ok(Standing::Ok));
    // Pushed down, among the same neighbours.
    assert_eq!(folder.standing(&format!("A new first line.\n\n{TEXT}")), ok(Standing::Ok));
    // Among others.
    let alone = format!("France and Spain met. {sentence} Then they parted.\n");
    assert_eq!(folder.standing(&alone), ok(Standing::Moved));
    // The words themselves edited.
    let edited = TEXT.replace("want to share", "intend to share");
    let (standing, found) = folder.standing(&edited);
    assert_eq!(standing, Standing::Moved);
    assert!(found.unwrap().starts_with("They intend to share"));
    // Gone: kept all the same, and found again when it comes back.
    let gone = TEXT.replace(sentence, "");
    assert_eq!(folder.standing(&gone), (Standing::Orphaned, None));
    assert_eq!(folder.lines().len(), 1);
    assert_eq!(folder.standing(TEXT), ok(Standing::Ok));
    // The file under another name.
    fs::remove_file(folder.path().join("pact.md")).unwrap();
    fs::write(folder.path().join("renamed.md"), TEXT).unwrap();
    let world = folder.keeper().place(&folder.world());
    assert_eq!(world.placed.placements[0].standing, Standing::Moved);
}

#[test]
fn of_two_tellings_of_a_sentence_the_right_one_keeps_the_note() {
    let folder = Folder::new();
    let twice = "France and Spain met. They will share satellites. Then came the sea. They will \
        share satellites. At last they left.\n";
    fs::write(folder.path().join("pact.md"), twice).unwrap();
    let world = folder.world();
    let second = world.statements().filter(|id| world.text(*id).contains("satellites")).nth(1);
    let subject = Subject::Statement(second.unwrap());
    edit(&mut folder.keeper(), &world, |_| Edit::Note(subject, "the second".to_owned()));
    fs::write(folder.path().join("pact.md"), format!("They will share satellites.\n\n{twice}"))
        .unwrap();
    let world = folder.keeper().place(&folder.world());
    let id = world.placed.placements[0].statement().unwrap();
    assert_eq!(
        world.text(comity::document::StatementId { statement: id.statement + 1, ..id }),
        "At last they left."
    );
    assert_eq!(world.placed.placements[0].standing, Standing::Ok);
}

#[test]
fn a_correction_changes_the_matrix_and_the_machines_reading_stays() {
    let folder = Folder::new();
    let mut keeper = folder.keeper();
    let world = folder.world();
    let id = statement(&world, "satellites");
    let space = world.codebook.dimensions.iter().position(|d| d.id() == "space").unwrap();
    let cyber = world.codebook.dimensions.iter().position(|d| d.id() == "cyber").unwrap();
    assert_eq!(world.cell(0, space).reading(), Reading::Intended);
    let correction = Correction {
        level: Some(Level::Committed),
        dimensions: [("cyber".to_owned(), true)].into(),
        reason: "the minister said so".to_owned(),
        ..Correction::default()
    };
    let (corrected, _) = edit(&mut keeper, &world, |_| Edit::Correct(id, correction.clone()));
    assert_eq!(corrected.cell(0, space).reading(), Reading::Committed);
    assert_eq!(corrected.cell(0, cyber).reading(), Reading::Committed);
    assert_eq!(corrected.machine_cell(0, space).reading(), Reading::Intended);
    assert!(corrected.is_corrected(id) && corrected.is_corrected_cell(0, cyber));
    assert_eq!(corrected.machine_coding(id), world.coding(id));
    assert_eq!(corrected.bare().cell(0, space).reading(), Reading::Intended);
    // A rejected statement is evidence of nothing.
    let rejected =
        Correction { dimensions: [("space".to_owned(), false)].into(), ..Correction::default() };
    let (rejected, _) = edit(&mut keeper, &corrected, |_| Edit::Correct(id, rejected.clone()));
    assert_eq!(rejected.cell(0, space).reading(), Reading::Absent);
    // What is nobody's provision any more is context.
    let kind = Correction { kind: Some(Kind::Background), ..Correction::default() };
    let (context, _) = edit(&mut keeper, &rejected, |_| Edit::Correct(id, kind.clone()));
    assert_eq!(context.cell(0, space).reading(), Reading::Context);
    keeper.undo();
    assert_eq!(keeper.place(&context).cell(0, space).reading(), Reading::Absent);
    keeper.undo();
    assert_eq!(keeper.place(&context).cell(0, cyber).reading(), Reading::Committed);
    keeper.redo();
    assert_eq!(keeper.place(&context).cell(0, cyber).reading(), Reading::Absent);
}

#[test]
fn a_broken_line_is_told_and_kept() {
    let folder = Folder::new();
    edit(&mut folder.keeper(), &folder.world(), note("first"));
    let good = folder.lines()[0].clone();
    let broken = [
        "<<<<<<< HEAD",
        &good,
        "=======",
        &good.replace("first", "second"),
        ">>>>>>> theirs",
        r#"{"source":"pact.md","what":"note","colour":"red"}"#,
        r#"{"source":"pact.md","agreement":"x","what":"pin","order":1,"changed":"2026-01-01T00:00:00Z","id":"a"}"#,
    ];
    fs::write(folder.file(), broken.join("\n") + "\n").unwrap();
    let mut keeper = folder.keeper();
    let world = keeper.place(&folder.world());
    let told: Vec<String> = world
        .problems
        .iter()
        .map(|problem| problem.to_string().replace(&folder.path().display().to_string(), "FOLDER"))
        .collect();
    expect_test::expect![[r#"
        [
            "FOLDER/comity-dossier.jsonl:1: expected value; the line is kept as it is",
            "FOLDER/comity-dossier.jsonl:3: expected value; the line is kept as it is",
            "FOLDER/comity-dossier.jsonl:4: the id \"ID\" stands above already; the line is kept as it is",
            "FOLDER/comity-dossier.jsonl:5: expected value; the line is kept as it is",
            "FOLDER/comity-dossier.jsonl:6: unknown field `colour`, expected one of `source`, `start`, `agreement`, `dimension`, `what`, `order`, `kind`, `level`, `dims`, `note`, `quote`, `before`, `after`, `changed`, `id`; the line is kept as it is",
            "FOLDER/comity-dossier.jsonl:7: only statements are pinned; the line is kept as it is",
        ]
    "#]].assert_debug_eq(&told.iter().map(|told| told.replace(&keeper.dossier().entries[0].id, "ID")).collect::<Vec<_>>());
    edit(&mut keeper, &world, |world| Edit::Pin(statement(world, "talks")));
    let after = folder.lines();
    assert_eq!(after.len(), broken.len() + 1);
    assert!(broken.iter().all(|line| after.contains(&(*line).to_owned())));
}

#[test]
fn bytes_that_are_no_text_are_kept() {
    let folder = Folder::new();
    fs::write(folder.file(), b"\xff\xfe\x00half a line").unwrap();
    edit(&mut folder.keeper(), &folder.world(), note("after"));
    let bytes = fs::read(folder.file()).unwrap();
    assert!(bytes.starts_with(b"\xff\xfe\x00half a line\n{"));
}

#[test]
fn what_a_dossier_says_is_fit_for_a_terminal() {
    let folder = Folder::new();
    edit(&mut folder.keeper(), &folder.world(), note("plain"));
    let text = fs::read_to_string(folder.file()).unwrap();
    fs::write(
        folder.file(),
        text.replace("plain", r"a\u001b[31m\u202eb").replace("pact.md", r"pact\u001b.md"),
    )
    .unwrap();
    let mut desk = folder.desk();
    for keys in ["", "A", "Esc P", "Esc !"] {
        desk.press(keys);
        for line in desk.picture().lines() {
            assert_eq!(comity::source::clean(line), line);
        }
    }
}

#[test]
fn what_a_correction_is_about_is_fit_for_a_terminal_too() {
    let folder = Folder::new();
    edit(&mut folder.keeper(), &folder.world(), |world| {
        let dimensions = [("odd".to_owned(), true)].into();
        let correction = Correction { dimensions, ..Correction::default() };
        Edit::Correct(statement(world, "talks"), correction)
    });
    let trail = Store::in_folder(folder.path()).trail();
    for path in [&folder.file(), &trail] {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replace("odd", r"\u001b]0;x\u0007")).unwrap();
    }
    for args in [&["dossier"][..], &["dossier", "--trail"], &["dossier", "--format", "jsonl"]] {
        let output = Command::new(COMITY)
            .args(args)
            .args([std::ffi::OsStr::new("-c"), folder.path().as_os_str()])
            .env("COMITY_CACHE_DIR", "")
            .output()
            .unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(told.contains("about"), "{args:?}: {told:?}");
        // In JSON a control character is written with a backslash.
        let is_odd = |c: char| c.is_control() && c != '\n';
        assert!(!told.contains(is_odd) && !told.contains("\\u00"), "{told:?}");
    }
}

#[test]
fn two_programs_at_once_keep_what_both_write() {
    let folder = Folder::new();
    let world = folder.world();
    let writer = |name: &'static str| {
        let (world, keeper) = (folder.world(), folder.keeper());
        move || {
            let mut keeper = keeper;
            for number in 0..40 {
                let agreement = Subject::Agreement(0);
                let words = format!("{name} {number}");
                // Each a new entry: the note before is another's by then.
                let anchor = comity::dossier::Anchor::of(&world, &keeper.dossier().base, agreement);
                let done = keeper.edit(&keeper.place(&world), Edit::NoteAt(anchor.unwrap(), words));
                assert_eq!(done, "noted");
            }
        }
    };
    thread::scope(|scope| {
        for name in ["one", "two", "three"] {
            scope.spawn(writer(name));
        }
    });
    let placed = folder.keeper().place(&world).placed;
    let notes: Vec<&str> = placed.notes(Subject::Agreement(0)).collect();
    assert_eq!(notes.len(), 120);
    assert_eq!(trail::read(&Store::in_folder(folder.path()).trail()).len(), 120);
}

#[test]
fn of_one_note_changed_twice_both_stay() {
    let folder = Folder::new();
    let world = folder.world();
    let (mut one, mut two) = (folder.keeper(), folder.keeper());
    edit(&mut one, &world, note("as it was"));
    assert!(two.refresh());
    let seen = two.dossier().entries[0].clone();
    edit(&mut one, &world, |_| reworded(&seen, "by one"));
    edit(&mut two, &world, |_| reworded(&seen, "by two"));
    let placed = folder.keeper().place(&world).placed;
    let subject = Subject::Statement(statement(&world, "satellites"));
    let mut notes: Vec<&str> = placed.notes(subject).collect();
    notes.sort_unstable();
    assert_eq!(notes, ["by one", "by two"]);
    // Nor is undone what another has changed since.
    let seen = two.dossier().entry(&seen.id).unwrap().clone();
    assert_eq!(seen.matter.words(), "by one");
    edit(&mut two, &world, |_| reworded(&seen, "by two again"));
    one.refresh();
    assert_eq!(one.undo(), "it was changed elsewhere since; it stays as it is");
    // Removing what somebody has written on meanwhile leaves it.
    let (mut one, mut two) = (folder.keeper(), folder.keeper());
    let seen = one.dossier().entry(&seen.id).unwrap().clone();
    edit(&mut one, &world, |_| reworded(&seen, "last word"));
    edit(&mut two, &world, |_| Edit::Remove(seen.id.clone()));
    assert_eq!(
        folder.keeper().dossier().entry(&seen.id).unwrap().matter,
        Matter::Note("last word".to_owned())
    );
}

#[test]
fn of_one_note_changed_twice_both_stay_though_the_second_program_knew_of_the_first() {
    let folder = Folder::new();
    let world = folder.world();
    let (mut one, mut two) = (folder.keeper(), folder.keeper());
    edit(&mut one, &world, note("base"));
    let words = || -> Vec<String> {
        let entries = folder.keeper().dossier().entries.clone();
        let mut words: Vec<String> =
            entries.iter().map(|entry| entry.matter.words().to_owned()).collect();
        words.sort_unstable();
        words
    };
    // Both see it so; two hears of what one writes while its user still types.
    let seen = one.dossier().entries[0].clone();
    edit(&mut one, &world, |_| reworded(&seen, "base ALPHA"));
    assert!(two.refresh());
    let (_, done) = edit(&mut two, &world, |_| reworded(&seen, "base BETA"));
    assert_eq!(done, "noted beside what was changed elsewhere meanwhile");
    assert_eq!(words(), ["base ALPHA", "base BETA"]);
    assert_eq!(two.undo(), "undone: note");
    assert_eq!(words(), ["base ALPHA"]);
    // To clear what one has seen is not to clear what is there now.
    let (_, done) = edit(&mut two, &world, |_| reworded(&seen, ""));
    assert_eq!(done, "it was changed elsewhere since; it stays as it is");
    assert_eq!(words(), ["base ALPHA"]);
    // What is removed elsewhere doesn't take along what is being written.
    one.refresh();
    edit(&mut one, &world, |_| Edit::Remove(seen.id.clone()));
    assert!(two.refresh());
    edit(&mut two, &world, |_| reworded(&seen, "base GAMMA"));
    assert_eq!(words(), ["base GAMMA"]);
    // Nor is a note begun where there was none put over one that came meanwhile.
    edit(&mut two, &world, note("another"));
    assert_eq!(words(), ["another", "base GAMMA"]);
}

/// Not a test of its own: others run it, kill it and starve it.
#[test]
#[ignore = "run by the tests below"]
fn child_that_writes() {
    let folder = PathBuf::from(std::env::var_os("FOLDER").unwrap());
    let world = World::read(&[folder.join("pact.md")], Codebook::defence()).unwrap();
    let mut keeper = Keeper::new(Some(Store::in_folder(&folder)));
    let mut out = std::io::stdout();
    for number in 0.. {
        let anchor =
            comity::dossier::Anchor::of(&world, &keeper.dossier().base, Subject::Agreement(0));
        let words = format!("note {number} {}", "x".repeat(200));
        let done = keeper.edit(&keeper.place(&world), Edit::NoteAt(anchor.unwrap(), words));
        if writeln!(out, "did {number}: {done}").and_then(|()| out.flush()).is_err() {
            return;
        }
        if done != "noted" {
            return;
        }
    }
}

fn child(folder: &Folder) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "dossier::child_that_writes", "--ignored", "--nocapture"])
        .env("FOLDER", folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_told() {
    let folder = Folder::new();
    let mut told = 0;
    for round in 0..12 {
        let mut child = child(&folder).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut lines = out.lines().map_while(Result::ok).filter(|line| line.starts_with("did "));
        told += usize::from(lines.next().is_some());
        thread::sleep(Duration::from_micros(700 * round));
        child.kill().unwrap();
        told += lines.filter(|line| line.ends_with("noted")).count();
        child.wait().unwrap();
        let (dossier, problems) = Store::in_folder(folder.path()).read().unwrap();
        assert_eq!(problems, []);
        assert!(dossier.entries.len() >= told, "{} of {told}", dossier.entries.len());
    }
    // What the killed left half written is swept up by the next.
    edit(&mut folder.keeper(), &folder.world(), note("at last"));
    let names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn a_full_disk_keeps_the_old_file_and_tells() {
    let folder = Folder::new();
    edit(&mut folder.keeper(), &folder.world(), note("before"));
    let before = fs::read(folder.file()).unwrap();
    // No file may grow past one block of 512 bytes, as on a full disk.
    let child = child(&folder);
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\""]);
    shell.arg(child.get_program()).args(child.get_args()).env("FOLDER", folder.path());
    let output = shell.output().unwrap();
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(out.contains("did 0: NOT on disk (1 change): "), "{out}");
    assert!(out.contains("file too large"), "{out}");
    assert_eq!(fs::read(folder.file()).unwrap(), before);
}

#[test]
fn what_could_not_be_written_is_written_with_the_next() {
    let folder = Folder::new();
    let mut keeper = folder.keeper();
    // A folder stands where the file should.
    fs::create_dir(folder.file()).unwrap();
    let (world, done) = edit(&mut keeper, &folder.world(), note("one"));
    assert!(done.starts_with("NOT on disk (1 change)"), "{done}");
    assert_eq!(world.placed.notes(Subject::Statement(statement(&world, "satellites"))).count(), 1);
    assert_eq!(keeper.unsaved(), 1);
    fs::remove_dir(folder.file()).unwrap();
    let (_, done) = edit(&mut keeper, &world, |world| Edit::Pin(statement(world, "talks")));
    assert!(done.starts_with("pinned"), "{done}");
    assert_eq!(folder.lines().len(), 2);
    assert_eq!(keeper.unsaved(), 0);
}

#[test]
fn what_is_undone_can_be_done_again_though_neither_could_be_written() {
    let folder = Folder::new();
    let mut keeper = folder.keeper();
    fs::create_dir(folder.file()).unwrap();
    edit(&mut keeper, &folder.world(), note("one"));
    let entries = |keeper: &Keeper| keeper.dossier().entries.len();
    assert!(keeper.undo().starts_with("NOT on disk"));
    assert_eq!(entries(&keeper), 0);
    assert!(keeper.redo().starts_with("NOT on disk"));
    assert_eq!(entries(&keeper), 1);
    fs::remove_dir(folder.file()).unwrap();
    keeper.save().unwrap();
    assert_eq!(folder.lines().len(), 1);
}

#[test]
fn who_comes_to_a_file_by_another_link_waits_for_the_other() {
    let (folder, elsewhere) = (Folder::new(), tempfile::tempdir().unwrap());
    let real = elsewhere.path().join("mine.jsonl");
    fs::write(&real, "").unwrap();
    std::os::unix::fs::symlink(&real, folder.file()).unwrap();
    let held = fs::File::open(elsewhere.path()).unwrap();
    held.lock().unwrap();
    let (_, done) = edit(&mut folder.keeper(), &folder.world(), note("one"));
    assert!(done.contains("held by another program"), "{done}");
}

#[test]
fn a_private_file_and_a_link_stay_what_they_are() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let real = elsewhere.path().join("mine.jsonl");
    fs::write(&real, "").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).unwrap();
    symlink(&real, folder.file()).unwrap();
    edit(&mut folder.keeper(), &folder.world(), note("private"));
    assert!(fs::symlink_metadata(folder.file()).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(fs::read_to_string(&real).unwrap().contains("private"));
}

#[test]
fn the_trail_tells_what_was_changed_and_stays_short() {
    let folder = Folder::new();
    let mut keeper = folder.keeper();
    let (world, _) = edit(&mut keeper, &folder.world(), note("one"));
    let note_to = |words| move |world: &World| reworded(&world.placed.dossier.entries[0], words);
    let (world, _) = edit(&mut keeper, &world, note_to("two"));
    edit(&mut keeper, &world, note_to(""));
    keeper.undo();
    let path = Store::in_folder(folder.path()).trail();
    let words = |entry: &Option<comity::dossier::Entry>| {
        entry.as_ref().map(|entry| entry.matter.words().to_owned())
    };
    let steps: Vec<_> = trail::read(&path)
        .into_iter()
        .map(|(_, change)| (words(&change.before), words(&change.after)))
        .collect();
    let some = |words: &str| Some(words.to_owned());
    assert_eq!(
        steps,
        [(None, some("one")), (some("one"), some("two")), (some("two"), None), (None, some("two"))]
    );
    // Half a line that a kill has left, and a long history.
    let line = fs::read_to_string(&path).unwrap().lines().next().unwrap().to_owned();
    fs::write(&path, (line.clone() + "\n").repeat(3 * 1024 * 1024 / line.len()) + "{\"at\":\"20")
        .unwrap();
    edit(&mut keeper, &world, |world| Edit::Pin(statement(world, "talks")));
    assert!(fs::metadata(&path).unwrap().len() < 2 * 1024 * 1024);
    assert_eq!(trail::read(&path).last().unwrap().1.after.as_ref().unwrap().matter.name(), "pin");
}

#[test]
fn what_is_orphaned_is_attached_to_another_sentence() {
    let folder = Folder::new();
    let (world, _) = edit(&mut folder.keeper(), &folder.world(), note("mind this"));
    let before = world.placed.dossier.entries[0].clone();
    let edited =
        TEXT.replace("They want to share satellites for the watch over the coasts of both. ", "");
    fs::write(folder.path().join("pact.md"), edited).unwrap();
    let mut desk = folder.desk();
    desk.press("A r");
    assert!(desk.picture().contains("1 orphaned"), "{}", desk.picture());
    assert!(desk.picture().contains("go to its sentence in the reader"), "{}", desk.picture());
    desk.press("Esc / talks Enter A r");
    assert!(desk.picture().contains("attached to"), "{}", desk.picture());
    let talks = Subject::Statement(statement(&desk.world, "talks"));
    assert_eq!(desk.world.placed.notes(talks).collect::<Vec<_>>(), ["mind this"]);
    assert_eq!(desk.world.placed.dossier.entries[0].id, before.id, "it is the same entry");
    desk.press("r");
    assert!(desk.picture().contains("it has its place"), "{}", desk.picture());
    desk.press("u");
    assert_eq!(desk.world.placed.notes(talks).count(), 0);
    assert!(desk.picture().contains("1 orphaned"));
    let steps = trail::read(&Store::in_folder(folder.path()).trail());
    let of_trail = steps.iter().filter(|(_, change)| change.before.as_ref() == Some(&before));
    assert_eq!(of_trail.count(), 1, "the trail tells what was attached");
}

#[test]
fn hits_that_are_marked_are_pinned_with_one_key() {
    let mut desk = Folder::new().desk();
    desk.press("/ kind:provision Space Tab Tab Ctrl+t");
    assert!(desk.picture().contains("2 statements pinned"), "{}", desk.picture());
    assert_eq!(desk.world.placed.pins().len(), 2);
    desk.press("Tab Ctrl+t");
    assert!(desk.picture().contains("1 statement pinned, 2 already"), "{}", desk.picture());
    desk.press("Ctrl+t");
    assert!(desk.picture().contains("pinned already"), "{}", desk.picture());
    desk.press("Esc u u");
    assert_eq!(desk.world.placed.pins().len(), 0, "each time in one step");
}

#[test]
fn pins_are_ordered_and_handed_over_with_their_notes() {
    let folder = Folder::new();
    let mut desk = folder.desk();
    let world = &desk.world;
    let ids = ["patrol", "satellites", "talks"].map(|words| statement(world, words));
    for id in ids {
        desk.keeper.edit(&desk.world, Edit::Pin(id));
        desk.place_again();
    }
    let order = |desk: &Desk| -> Vec<usize> {
        desk.world
            .placed
            .tray()
            .iter()
            .map(|id| ids.iter().position(|i| i == id).unwrap())
            .collect()
    };
    assert_eq!(order(&desk), [0, 1, 2]);
    desk.press("P J J");
    assert_eq!(order(&desk), [1, 2, 0]);
    desk.press("K a mind Space the Space gap Enter");
    assert_eq!(order(&desk), [1, 0, 2]);
    assert_eq!(desk.world.placed.tray()[1], ids[0]);
    assert_eq!(desk.world.placed.words(ids[0]), "mind the gap");
    let mut table = Vec::new();
    comity::export::csv::statements(&desk.world, &mut table).unwrap();
    let table = String::from_utf8(table).unwrap();
    let rows: Vec<&str> = table.lines().filter(|row| row.ends_with(",mind the gap")).collect();
    let [row] = rows[..] else { panic!("{table}") };
    assert!(row.contains("patrol"), "a statement's row ends with its note: {row}");
    desk.press("u u");
    assert_eq!(order(&desk), [1, 2, 0]);
    desk.press("Ctrl+r");
    assert_eq!(order(&desk), [1, 0, 2]);
    desk.press("p");
    assert_eq!(order(&desk), [1, 2]);
    desk.press("Enter");
    assert!(desk.picture().contains("what you pinned  2 of 2"), "{}", desk.picture());
}

#[test]
fn a_note_is_one_and_the_same_in_reader_tray_and_briefing() {
    let folder = Folder::new();
    let mut desk = folder.desk();
    desk.press("/ satellites Enter p a ask Space Rome Enter");
    assert!(desk.picture().contains("noted"), "{}", desk.picture());
    let id = statement(&desk.world, "satellites");
    let notes = |desk: &Desk| -> Vec<Option<String>> {
        let picks = comity::export::report::tray(&desk.world);
        picks.into_iter().map(|pick| pick.note).collect()
    };
    assert_eq!(notes(&desk), [Some("ask Rome".to_owned())]);
    desk.press("P");
    assert!(desk.picture().contains("¶ ask Rome"), "{}", desk.picture());
    desk.press("a");
    assert!(desk.picture().contains("note ask Rome"), "{}", desk.picture());
    desk.press("Space first Enter Esc");
    assert_eq!(desk.world.placed.dossier.entries.len(), 2, "a pin and a note");
    desk.press("a");
    assert!(desk.picture().contains("note ask Rome first"), "{}", desk.picture());
    desk.press("Esc");
    // An older dossier has words with the pin: shown beside, and changed alone.
    let pin = desk.world.placed.pin(id).unwrap();
    desk.keeper.edit(&desk.world, reworded(pin, "as of old"));
    desk.place_again();
    assert_eq!(notes(&desk), [Some("ask Rome first · as of old".to_owned())]);
    desk.press("P");
    assert!(desk.picture().contains("ask Rome first · as of old"), "{}", desk.picture());
    desk.press("a Ctrl+u Enter");
    assert_eq!(notes(&desk), [Some("as of old".to_owned())]);
    desk.press("Esc a");
    assert!(desk.picture().contains("note as of old"), "{}", desk.picture());
    desk.press("Space still Enter");
    assert_eq!(notes(&desk), [Some("as of old still".to_owned())]);
    assert_eq!(desk.world.placed.dossier.entries.len(), 1, "the pin alone");
}

#[test]
fn a_correction_begins_with_how_the_statement_is_read() {
    for kind in Kind::ALL {
        let mut desk = Desk::new(80, 24);
        let id = desk.world.statements().find(|id| desk.world.coding(*id).kind == kind).unwrap();
        let read = desk.world.coding(id);
        desk.press(&format!("/ {} Enter C", desk.world.reference(id).unwrap()));
        let marked = if kind == Kind::Provision { "▸ level (x)" } else { "▸ kind  (x)" };
        assert!(desk.picture().contains(marked), "{}", desk.picture());
        desk.press("Enter");
        assert_eq!(desk.world.coding(id), read, "Enter confirms it");
    }
}

#[test]
fn what_is_rejected_bears_on_nothing_whatever_was_said_before() {
    let mut desk = Desk::new(80, 24);
    let id = desk.world.statements().find(|id| desk.world.coding(*id).dimensions.len() == 1);
    let id = id.unwrap();
    let other = (0..).find(|at| !desk.world.coding(id).dimensions.contains(at)).unwrap();
    let down = "Down ".repeat(Kind::ALL.len() + Level::ALL.len() + other);
    let reference = desk.world.reference(id).unwrap();
    desk.press(&format!("/ {reference} Enter C Home {down} Enter"));
    assert!(desk.world.coding(id).dimensions.contains(&other), "{}", desk.picture());
    desk.press("x");
    assert!(desk.world.coding(id).dimensions.is_empty(), "{}", desk.picture());
}

#[test]
fn a_provision_of_which_nobody_has_said_how_firm_says_so() {
    let mut desk = Desk::new(80, 24);
    let is_comment =
        |id: &comity::document::StatementId| desk.world.coding(*id).kind == Kind::Commentary;
    let id = desk.world.statements().find(is_comment).unwrap();
    desk.press(&format!("/ {} Enter C Home Enter", desk.world.reference(id).unwrap()));
    assert_eq!(desk.world.coding(id).kind, Kind::Provision);
    assert!(desk.picture().contains("until you say"), "{}", desk.picture());
}

/// The panes with the analyst's work in them, and the keys that lead there.
const PANES: &[(&str, &str)] = &[
    ("dossier-grid", "j j p a hybrid, Space not Space cyber? Enter C Up Enter Esc"),
    ("dossier-correct", "j j C Up Enter r said Space in Space Rome Enter"),
    ("dossier-tray", "j j p G p P a mind Space the Space gap Enter J"),
    ("dossier-notes", "j j p a ask Space Rome Enter C x Esc c a the Space deal Enter Esc A"),
    ("dossier-reader", "j j p C Up Enter Esc Enter"),
    ("dossier-why", "j j C Up Enter r said Space in Space Rome Enter Esc w"),
    ("dossier-note", "j j a ask Space Rome"),
];

#[test]
fn the_analysts_work_is_seen() {
    for (name, keys) in PANES {
        for (width, height) in [(80, 24), (200, 60)] {
            let mut desk = at_work(keys, width, height);
            check(&format!("{name}-{width}x{height}"), &desk.picture());
            for (width, height) in [(20, 5), (0, 0), (1, 1), (40, 3), (120, 40)] {
                desk.resize(width, height);
                desk.picture();
            }
        }
    }
}

/// Between those sizes and below them, all panes on one sheet a size.
#[test]
fn the_analysts_work_is_seen_on_other_screens() {
    for (width, height) in [(20, 5), (120, 40)] {
        let mut sheet = String::new();
        for (name, keys) in PANES {
            sheet += &format!("=== {name}: {keys}\n{}\n", at_work(keys, width, height).picture());
        }
        check(&format!("dossier-every-pane-{width}x{height}"), &sheet);
    }
}

/// The starter corpus with what some keys make of it.
fn at_work(keys: &str, width: u16, height: u16) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let keeper = Keeper::new(Some(Store::in_folder(folder.path())))
        .with_clock(|| "2026-05-04T10:00:00Z".parse().unwrap());
    let mut desk = Desk::new(width, height).with(keeper);
    desk.press(keys);
    desk
}

fn check(name: &str, picture: &str) {
    let path = format!("tests/it/pictures/{name}.txt");
    expect_file![Path::new(env!("CARGO_MANIFEST_DIR")).join(path)].assert_eq(picture);
}

#[test]
fn what_is_typed_stays_when_its_sentence_goes() {
    let folder = Folder::new();
    let mut library =
        comity::library::Library::new(&[folder.path().to_owned()], Codebook::defence());
    let world = library.read(comity::library::Listener::NONE).unwrap();
    let mut desk = Desk::of(world, 80, 24).with(folder.keeper());
    let id = statement(&desk.world, "satellites");
    let page = comity::tui::reader::page(comity::tui::layout::body(desk.state.area));
    let reader = comity::tui::reader::Reader::open_written(&desk.world, id, page);
    desk.state.opened.push(comity::tui::state::Opened::Reader(reader));
    desk.press("a a Space long Space thought");
    fs::write(
        folder.path().join("pact.md"),
        "Chile and Peru signed an agreement. They will meet.\n",
    )
    .unwrap();
    desk.follow(library.read_again(comity::library::Listener::NONE).unwrap().unwrap());
    desk.press("Enter");
    assert_eq!(desk.world.placed.placements[0].standing, Standing::Orphaned);
    desk.press("A");
    assert!(desk.picture().contains("a long thought"), "{}", desk.picture());
}

#[test]
fn references_lead_to_statements_and_back() {
    let world = World::read(&[], Codebook::defence()).unwrap();
    for id in world.statements() {
        let reference = world.reference(id).unwrap();
        assert!(reference.is_ascii() && !reference.contains(' '));
        assert_eq!(world.referred(&reference), Some(id));
        assert_eq!(world.referred(&reference.to_lowercase()), Some(id));
    }
    for nonsense in
        ["DEU-ITA", "DEU-ITA:", "DEU-ITA:0", "DEU-ITA:99999", "XXX:1", "DEU-ITA:3.1", ":", "a:-1"]
    {
        assert_eq!(world.referred(nonsense), None);
    }
    let mut desk = Desk::new(80, 24);
    desk.press("/ deu-ita:14 Enter");
    assert!(desk.picture().contains("DEU-ITA:14"));
}

#[test]
fn a_dossier_that_is_not_used_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    ["a/one.md", "b/two.md", "c/three.md"].iter().for_each(|name| write(name, TEXT));
    let mut keeper = Keeper::new(Some(Store::in_folder(&folder.path().join("b"))));
    let world = World::read(&[folder.path().join("b")], Codebook::defence()).unwrap();
    edit(&mut keeper, &world, note("ask Madrid"));
    let run = |args: &[&str], data: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_comity"))
            .current_dir(folder.path())
            .args(args)
            .envs([("COMITY_CACHE_DIR", ""), ("COMITY_CONFIG", "/dev/null"), ("LC_ALL", "C.UTF-8")])
            .env("COMITY_DATA_DIR", data)
            .output()
            .unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let told = run(&["dossier", "-c", "a", "-c", "b"], "data");
    let wanted = "comity: b/comity-dossier.jsonl: not used: several folders are read together, \
                  and their dossier is data/";
    assert!(told.contains(wanted), "{told}");
    assert!(told.contains("hint: to use it read its folder alone: `comity b`"), "{told}");
    let told = run(&["dossier", "-c", "a", "-c", "b/two.md", "-c", "b"], "");
    assert!(told.contains("together, and nothing is kept"), "{told}");
    assert_eq!(told.matches("not used").count(), 1, "{told}");
    for args in [
        &["matrix", "-c", "b"][..],
        &["matrix", "-c", "b/two.md", "-c", "b"],
        &["matrix", "-c", "a", "-c", "c"],
    ] {
        let told = run(args, "data");
        assert!(told.contains("Cyber") && !told.contains("not used"), "{args:?}: {told}");
    }
    let told = run(&["dossier", "-c", "b"], "data");
    assert!(told.contains("ask Madrid"), "{told}");
}
