//! From an event to the next state, and to what the shell must do. Draws
//! nothing, reads nothing.

use crossterm::event::{KeyEvent, KeyEventKind};
use ratatui::layout::{Position, Rect};

use crate::document::StatementId;
use crate::dossier::Edit;
use crate::export::text::citation;
use crate::matrix::Cell;
use crate::search::{Target, Turn, is_in_filter, whole_words};
use crate::world::World;

use super::action::Action;
use super::card::Card;
use super::export::{Choice, Export, Saved};
use super::finder::Finder;
use super::follow as following;
use super::help::Help;
use super::keymap::{Keymap, Meaning, Typed};
use super::layout;
use super::meeting::Meeting;
use super::menu::Menu;
use super::palette::Palette;
use super::problems::Problems;
use super::prompt::{self, Stroke};
use super::reader::{self, Lens, Page, Reader};
use super::scroll::Scroll;
use super::state::{Far, Opened, Pane, State};
use super::versus::Versus;
use super::views::View;
use super::why::{About, Why};
use super::within::Within;
use super::write;

mod arrange;

pub(super) use arrange::save_view;
use arrange::{arrange, choose, narrow, remove_view, restore_view};

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Key(KeyEvent),
    /// A text is pasted, as it was copied.
    Paste(String),
    /// The button of a mouse.
    Click(Position),
    /// Its wheel, by so many notches.
    Wheel(isize),
    Resize {
        width: u16,
        height: u16,
    },
    /// Reading has come so far, or to its end.
    Far(Option<Far>),
    /// The world can be searched as a whole now.
    Indexed,
}

/// What the shell must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Quit,
    Suspend,
    Redraw,
    /// Write what the export pane says, over a file that is there only if it may.
    Save {
        export: Export,
        may_replace: bool,
    },
    /// Hand a text to the clipboard of the user's own terminal.
    Copy(String),
    /// Do what the analyst asks for, in the dossier.
    Edit(Edit),
    Undo,
    Redo,
    /// Keep a view under its name, beyond this run; none removes it.
    KeepView {
        name: String,
        view: Option<View>,
    },
}

/// Carries an event into the state.
pub fn update(state: &mut State, world: &World, keymap: &Keymap, event: Event) -> Vec<Effect> {
    match event {
        Event::Resize { width, height } => {
            state.area = Rect::new(0, 0, width, height);
            fit(state, world);
            Vec::new()
        }
        Event::Far(far) => {
            state.far = far;
            Vec::new()
        }
        Event::Indexed => {
            if let Some(Opened::Finder(finder)) = state.opened.last_mut() {
                finder.search_again(world);
            }
            // The words of a filter are found only now.
            if let Err(mistake) = state.grid.arrange(world) {
                state.message = Some(mistake);
            }
            keep_visible(state, world);
            Vec::new()
        }
        Event::Click(at) => {
            begin(state, world);
            point(state, world, keymap, at)
        }
        Event::Wheel(notches) => {
            begin(state, world);
            roll(state, world, notches);
            Vec::new()
        }
        Event::Paste(text) => {
            paste(state, world, keymap, &text);
            Vec::new()
        }
        Event::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
        Event::Key(key) => {
            state.message = None;
            match keymap.hear(state.pane(), &mut state.typed, &key) {
                Meaning::Action(action, count) => {
                    settle_at_once(state, world);
                    act_often(state, world, keymap, action, count)
                }
                Meaning::Begun => Vec::new(),
                Meaning::Nothing => {
                    edit(state, world, keymap, Stroke::Key(key));
                    Vec::new()
                }
            }
        }
    }
}

/// What goes before everything done by hand: what was said is read, what was
/// begun with a key is given up.
fn begin(state: &mut State, world: &World) {
    state.message = None;
    state.typed = Typed::default();
    settle_at_once(state, world);
}

/// Puts the cursor where somebody points; where it is there already, opens that.
fn point(state: &mut State, world: &World, keymap: &Keymap, at: Position) -> Vec<Effect> {
    // What is shown to a room is the grid's cell, not the grid.
    if state.pane() == Pane::Meeting {
        return Vec::new();
    }
    let area = state.area;
    match state.scroll().point(world, area, at) {
        Some(true) if state.pane() == Pane::Correct => act(state, world, keymap, Action::Set),
        Some(true) => act(state, world, keymap, Action::Open),
        Some(false) => {
            write::tell(state, world);
            keep_visible(state, world);
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Moves what is in front as a wheel does.
fn roll(state: &mut State, world: &World, notches: isize) {
    /// What terminals scroll by themselves.
    const ROWS: isize = 3;
    let area = state.area;
    state.scroll().roll(world, notches * ROWS, area);
    shifted(state);
    keep_visible(state, world);
}

/// Does what is due before the next picture, as no other event waits: searches for
/// what was typed. Once its turn is over that stays due, for when the next event has
/// been taken.
pub fn settle(state: &mut State, world: &World, turn: &Turn) {
    let Some(Opened::Finder(finder)) = state.opened.last_mut() else { return };
    if finder.is_due && finder.settle(world, turn) {
        state.message = finder.results.mistake.as_ref().map(ToString::to_string);
        keep_visible(state, world);
    }
}

/// The same, however long it takes, before what was found is acted on.
fn settle_at_once(state: &mut State, world: &World) {
    settle(state, world, &Turn::default());
}

/// Puts a text into the line of the pane in front. Where there is none, its
/// letters are no commands.
fn paste(state: &mut State, world: &World, keymap: &Keymap, text: &str) {
    (state.message, state.typed) = (None, Typed::default());
    if state.pane().is_typed() {
        edit(state, world, keymap, Stroke::Paste(&prompt::fit(text)));
    } else {
        state.message = Some("there is no line here to paste into".to_owned());
    }
}

/// Lets the line of the pane in front take what is typed, if it has one.
fn edit(state: &mut State, world: &World, keymap: &Keymap, stroke: Stroke<'_>) {
    match state.opened.last_mut() {
        Some(Opened::Finder(finder)) => {
            finder.edit(stroke);
            state.message = finder.results.mistake.as_ref().map(ToString::to_string);
        }
        Some(Opened::Palette(palette)) => palette.edit(keymap, stroke),
        Some(Opened::Help(help)) => help.edit(world, keymap, stroke),
        Some(Opened::Wording(wording)) => {
            wording.prompt.edit(stroke);
        }
        Some(Opened::Export(export)) => export.edit(stroke),
        Some(Opened::Filter(filter)) => {
            filter.edit(stroke);
            narrow(state, world);
            keep_visible(state, world);
        }
        Some(Opened::Within(_)) => look_within(state, world, stroke),
        _ => {}
    }
}

/// Carries a state into a newer world, without losing the user's place.
pub fn follow(state: &mut State, before: &World, after: &World) {
    following::follow(state, before, after);
    fit(state, after);
}

/// Tells how the writing of a file ended. The pane is closed when it is done,
/// unless something else is looked at by then.
pub fn saved(state: &mut State, path: &str, saved: Saved) {
    let asks = |opened: &&mut Opened| matches!(opened, Opened::Export(it) if it.path.text == path);
    let pane = state.opened.last_mut().filter(asks);
    state.message = Some(match saved {
        Saved::Written(path) => {
            if pane.is_some() {
                state.opened.pop();
            }
            format!("written: {path}")
        }
        Saved::IsThere => {
            if let Some(Opened::Export(export)) = pane {
                export.asked = Some(path.to_owned());
            }
            format!("{path} is there already; Enter again writes over it, Esc leaves it")
        }
        Saved::Failed(message) => message,
    });
}

/// Moves every window so that its cursor is within it.
fn fit(state: &mut State, world: &World) {
    keep_visible(state, world);
    if let Some(Opened::Versus(versus)) = state.opened.last_mut() {
        versus.keep_visible(world, state.area);
    }
}

/// Does what an action asks for as often as that was said; of rows, a number
/// says which.
fn act_often(
    state: &mut State,
    world: &World,
    keymap: &Keymap,
    action: Action,
    count: Option<usize>,
) -> Vec<Effect> {
    let Some(count) = count else { return act(state, world, keymap, action) };
    match action {
        Action::First | Action::Last => {
            act(state, world, keymap, Action::First);
            act_often(state, world, keymap, Action::Down, Some(count.saturating_sub(1)))
        }
        _ if action.is_repeated() => {
            for _ in 0..count {
                let before = state.clone();
                act(state, world, keymap, action);
                if *state == before {
                    break;
                }
            }
            Vec::new()
        }
        _ => act(state, world, keymap, action),
    }
}

/// Does what an action asks for.
fn act(state: &mut State, world: &World, keymap: &Keymap, action: Action) -> Vec<Effect> {
    state.hints.used(action);
    match action {
        Action::Open if matches!(state.opened.last(), Some(Opened::Palette(_))) => {
            return do_chosen(state, world, keymap);
        }
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Copy => return copy(state, world),
        Action::Write => return write(state),
        Action::Export => open_export(state, world),
        Action::Form => {
            if let Some(Opened::Export(export)) = state.opened.last_mut() {
                export.turn();
            }
        }
        Action::Back => back(state, world),
        Action::Help => {
            let help = Help::open(world, keymap, state.pane());
            state.opened.push(Opened::Help(help));
        }
        Action::Palette => {
            let palette = Palette::open(keymap, state.pane());
            state.opened.push(Opened::Palette(palette));
        }
        Action::Themes => {
            let picker = state.themes.pick();
            state.opened.push(Opened::Themes(picker));
        }
        Action::Meeting => open_meeting(state, world),
        Action::OlderQuery => look_again(state, true),
        Action::NewerQuery => look_again(state, false),
        Action::Find => find(state),
        Action::FindWithin => find_within(state),
        Action::Complete => complete(state, world),
        Action::OpenBehind => open_behind(state, world),
        Action::Elsewhere => find_elsewhere(state, world),
        Action::Problems => state.opened.push(Opened::Problems(Problems::default())),
        Action::Open | Action::Take => open(state, world),
        Action::Card => open_card(state, world),
        Action::Mark => mark(state, world),
        Action::Versus => open_versus(state, world),
        Action::Sources => open_sources(state, world),
        Action::Why => open_why(state, world),
        Action::Next => go(state, world, false),
        Action::Previous => go(state, world, true),
        Action::Up if asks_for_older(state) => look_again(state, true),
        _ if shift(state, world, action) => {}
        Action::NextStatement => walk(state, world, 1),
        Action::PreviousStatement => walk(state, world, -1),
        Action::Remove if state.pane() == Pane::Views => return remove_view(state, world),
        Action::Undo if state.pane() == Pane::Views => return restore_view(state, world),
        Action::Pin
        | Action::Note
        | Action::Correct
        | Action::Tray
        | Action::Notes
        | Action::Set
        | Action::Accept
        | Action::Reject
        | Action::Reason
        | Action::Earlier
        | Action::Later
        | Action::Remove
        | Action::Attach
        | Action::Keep
        | Action::Undo
        | Action::Redo => {
            let effects = write::act(state, world, action);
            keep_visible(state, world);
            return effects;
        }
        _ => turn(state, world, action),
    }
    keep_visible(state, world);
    Vec::new()
}

/// Closes the pane in front; the last search is kept, a theme that was only
/// looked at is not.
fn back(state: &mut State, world: &World) {
    match state.opened.pop() {
        Some(Opened::Finder(finder)) => {
            state.remember(finder);
            if let Some(Opened::Versus(versus)) = state.opened.last_mut() {
                versus.is_replacing = false;
            }
        }
        Some(Opened::Filter(filter)) => filter.give_up(&mut state.grid, world),
        Some(Opened::Within(within)) => {
            if let Some(Opened::Reader(reader)) = state.opened.last_mut() {
                *reader = within.before;
            }
        }
        Some(Opened::Themes(picker)) => state.themes.seen = picker.before,
        _ => {}
    }
}

/// Closes the palette and does what was chosen in it.
fn do_chosen(state: &mut State, world: &World, keymap: &Keymap) -> Vec<Effect> {
    let chosen = match state.opened.pop() {
        Some(Opened::Palette(palette)) => palette.chosen(),
        _ => None,
    };
    chosen.map_or_else(Vec::new, |action| act(state, world, keymap, action))
}

/// Shows the cell, or the one that is read, to a room.
fn open_meeting(state: &mut State, world: &World) {
    let mut meeting = Meeting::default();
    if let Some(Opened::Reader(reader)) = state.opened.last() {
        let focus = reader.focus;
        if let Lens::Cell { agreement, dimension } = reader.lens {
            state.grid.show(world, Some(agreement), Some(dimension));
        } else {
            state.grid.show(world, world.agreement_of(focus.document), None);
        }
        let statements = Meeting::statements(world, &state.grid);
        meeting.at = statements.iter().position(|id| *id == focus).unwrap_or(0);
    }
    if world.agreements.is_empty() {
        state.message = Some("there is no cell here to show".to_owned());
        return;
    }
    state.opened.push(Opened::Meeting(meeting));
}

/// Whether going up in the finder means the query before: on a line that holds
/// nothing, or nothing but a query that was called back so.
fn asks_for_older(state: &State) -> bool {
    let Some(Opened::Finder(finder)) = state.opened.last() else { return false };
    finder.is_recalled || finder.prompt.text.is_empty()
}

/// Looks for what was looked for before or after that.
fn look_again(state: &mut State, is_back: bool) {
    let Some(Opened::Finder(finder)) = state.opened.last_mut() else { return };
    match state.memory.beside(&finder.prompt.text, is_back) {
        Some(query) => {
            finder.ask(query.to_owned());
            finder.is_recalled = true;
        }
        None => {
            let edge = if is_back { "earlier" } else { "later" };
            state.message = Some(format!("nothing {edge} was looked for"));
        }
    }
}

/// Moves what is in front; says whether the action is one that moves. The meeting
/// goes with the grid.
fn shift(state: &mut State, world: &World, action: Action) -> bool {
    let area = state.area;
    let front = state.scroll();
    match action {
        Action::Up => front.step(world, -1, area),
        Action::Down => front.step(world, 1, area),
        Action::PageUp => front.page(world, -1, area),
        Action::PageDown => front.page(world, 1, area),
        Action::First => front.edge(world, false, area),
        Action::Last => front.edge(world, true, area),
        Action::Left => front.across(world, -1, area),
        Action::Right => front.across(world, 1, area),
        Action::LineStart => front.across(world, isize::MIN / 2, area),
        Action::LineEnd => front.across(world, isize::MAX / 2, area),
        _ => return false,
    }
    shifted(state);
    true
}

/// Where a room is shown another cell, it begins with its first sentence.
fn shifted(state: &mut State) {
    if let Some(Opened::Meeting(meeting)) = state.opened.last_mut() {
        *meeting = Meeting::default();
    }
}

/// Enter: from a cell, a hit or a comparison to the evidence.
fn open(state: &mut State, world: &World) {
    if choose(state, world) {
        return;
    }
    let page = reader_page(state.area);
    if let Some(Opened::Within(_)) = state.opened.last() {
        state.opened.pop();
        return;
    }
    if let Some(Opened::Finder(finder)) = state.opened.last() {
        let finder = finder.clone();
        state.remember(finder.clone());
        let target = finder.hit().map(|hit| hit.target);
        if !target.is_some_and(|target| replace(state, world, target)) {
            open_hit(state, world, &finder);
        }
        return;
    }
    if matches!(state.opened.last(), Some(Opened::Themes(_))) {
        state.memory.theme = state.themes.names.get(state.themes.seen).cloned();
        state.opened.pop();
        return;
    }
    if let Some(Opened::Problems(problems)) = state.opened.last() {
        open_problem(state, world, *problems);
        return;
    }
    if write::open(state, world, page) {
        return;
    }
    open_cell(state, world);
}

/// The source that a problem is about, where it was read all the same.
fn open_problem(state: &mut State, world: &World, problems: Problems) {
    let Some(problem) = problems.problem(world) else { return };
    match problems.statement(world) {
        Some(id) => {
            let (lens, page) = (Lens::Words(String::new()), reader_page(state.area));
            let reader = Reader::open(world, id, lens, vec![id], page);
            state.opened.push(Opened::Reader(reader));
        }
        None => {
            let name = if problem.path.is_empty() { "this" } else { &problem.path };
            state.message = Some(format!("nothing was read of {name}"));
        }
    }
}

/// The evidence of the cell in front, or what was looked for there.
fn open_cell(state: &mut State, world: &World) {
    let Some((agreement, dimension)) = cell_in_front(state, world) else { return };
    let Some(cell) = evidence_in_front(state, world) else { return };
    let (lens, page) = (Lens::Cell { agreement, dimension }, reader_page(state.area));
    let opened = match Reader::open_evidence(world, cell, lens, page) {
        Some(reader) => Opened::Reader(reader),
        None if !world.cell(agreement, dimension).evidence.is_empty() => {
            let message = "this side says nothing here; Tab goes to the other";
            state.message = Some(message.to_owned());
            return;
        }
        None => Opened::Why(Why::new(About::Absence { agreement, dimension })),
    };
    state.opened.push(opened);
}

/// Goes where the selected hit leads; of marked sentences all can be gone
/// through, from the first on or from the one selected.
fn open_hit(state: &mut State, world: &World, finder: &Finder) {
    let target = finder.hit().map(|hit| hit.target);
    let (mut marks, query) = (finder.marks.clone(), finder.found.clone());
    marks.sort_unstable();
    let is_marked = |target: Option<Target>| {
        marks.iter().copied().find(|mark| target == Some(Target::Statement(*mark)))
    };
    match (is_marked(target).or(marks.first().copied()), target) {
        (Some(focus), _) => {
            state.grid.show(world, world.agreement_of(focus.document), None);
            let lens = Lens::Query(query);
            let reader = Reader::open(world, focus, lens, marks, reader_page(state.area));
            state.opened.push(Opened::Reader(reader));
        }
        (None, Some(target)) => open_target(state, world, target, query),
        (None, None) => {}
    }
}

/// Alt-Enter: the selected hit behind the finder, which stays in front.
fn open_behind(state: &mut State, world: &World) {
    let Some(Opened::Finder(finder)) = state.opened.pop() else { return };
    let before = state.opened.len();
    open_hit(state, world, &Finder { marks: Vec::new(), ..finder.clone() });
    if state.opened.len() > before {
        state.message = Some("opened behind the finder; Esc shows it".to_owned());
    }
    state.remember(finder.clone());
    state.opened.push(Opened::Finder(finder));
}

/// Finds the words that are marked in the sentence in focus, wherever they are:
/// whole ones, whatever letters of them are marked.
fn find_elsewhere(state: &mut State, world: &World) {
    let Some(Opened::Reader(reader)) = state.opened.last() else { return };
    let (text, cues) = (world.text(reader.focus), reader.cues(world, reader.focus));
    let Some(cue) = cues.first().cloned() else {
        state.message = Some("no word is marked in this sentence".to_owned());
        return;
    };
    find(state);
    if let Some(Opened::Finder(finder)) = state.opened.last_mut() {
        finder.ask(text[whole_words(text, cue)].to_owned());
    }
    settle_at_once(state, world);
}

/// Completes the filter that is typed in the pane in front.
fn complete(state: &mut State, world: &World) {
    match state.opened.last_mut() {
        Some(Opened::Finder(finder)) => {
            if finder.complete(world) {
                return;
            }
            if is_in_filter(&finder.prompt.text) {
                state.message = finder.results.mistake.as_ref().map(ToString::to_string);
            } else if !finder.mark(world, state.area) {
                state.message = Some("there is no sentence here to mark".to_owned());
            }
        }
        Some(Opened::Filter(filter)) => {
            filter.complete(world);
            narrow(state, world);
        }
        _ => {}
    }
}

/// Opens the finder with the last query; one that is open already gives way.
fn find(state: &mut State) {
    if let Some(at) = state.opened.iter().position(|opened| matches!(opened, Opened::Finder(_))) {
        state.opened.truncate(at);
    }
    state.opened.push(Opened::Finder(Finder::again(state.searched.as_ref())));
}

/// Opens the line in which words are looked for in what is read.
fn find_within(state: &mut State) {
    let Some(Opened::Reader(reader)) = state.opened.last() else { return };
    let within = Within::of(reader);
    state.opened.push(Opened::Within(within));
}

/// Lets that line take a key; the reader behind goes to what is typed then.
fn look_within(state: &mut State, world: &World, stroke: Stroke<'_>) {
    let page = reader_page(state.area);
    if let [.., Opened::Reader(reader), Opened::Within(within)] = state.opened.as_mut_slice()
        && within.edit(stroke)
    {
        state.message = within.apply(reader, world, page).err();
    }
}

/// Goes where a hit leads; the finder waits behind, to come back to.
fn open_target(state: &mut State, world: &World, target: Target, query: String) {
    let page = reader_page(state.area);
    match target {
        Target::Statement(id) => {
            state.grid.show(world, world.agreement_of(id.document), None);
            state.opened.push(Opened::Reader(Reader::open_found(world, id, query, page)));
        }
        Target::Cell { agreement, dimension } => {
            state.grid.show(world, Some(agreement), Some(dimension));
            let why = || Opened::Why(Why::new(About::Absence { agreement, dimension }));
            let reader = Reader::open_cell(world, agreement, dimension, page);
            state.opened.push(reader.map_or_else(why, Opened::Reader));
        }
        Target::Agreement(agreement) | Target::Person { agreement, .. } => {
            state.grid.show(world, Some(agreement), None);
            state.opened.push(Opened::Card(Card::new(agreement, state.grid.dimension)));
        }
        Target::Dimension(dimension) => {
            state.grid.show(world, None, Some(dimension));
            state.opened.clear();
        }
    }
}

/// The agreement that the pane in front is about.
pub(super) fn agreement_in_front(state: &State, world: &World) -> Option<usize> {
    let agreement = match state.opened.last() {
        Some(Opened::Reader(reader)) => world.agreement_of(reader.focus.document)?,
        Some(Opened::Card(card)) => card.agreement,
        Some(Opened::Similarity(similarity)) => similarity.pair()?.0,
        _ => state.grid.cell()?.0,
    };
    (agreement < world.agreements.len()).then_some(agreement)
}

fn open_card(state: &mut State, world: &World) {
    if let Some(agreement) = agreement_in_front(state, world) {
        state.opened.push(Opened::Card(Card::new(agreement, state.grid.dimension)));
    }
}

fn mark(state: &mut State, world: &World) {
    if let Some(agreement) = agreement_in_front(state, world) {
        state.grid.mark(agreement);
        let is_marked = state.grid.marks.contains(&agreement);
        let done = if is_marked { "marked" } else { "no longer marked" };
        let count = state.grid.marks.len();
        let next = match count {
            0 | 1 => String::new(),
            2 => "; v sets the two side by side".to_owned(),
            count => format!("; v sets the {count} side by side"),
        };
        state.message = Some(format!("{} {done}{next}", world.agreements[agreement].name));
    }
}

/// The statement in focus, as a quotation that cites itself.
fn copy(state: &mut State, world: &World) -> Vec<Effect> {
    let Some(id) = statement_in_front(state, world) else {
        state.message = Some("there is no sentence here to copy".to_owned());
        return Vec::new();
    };
    // Nothing answers whether a terminal took it, so nothing is claimed.
    state.message = Some("sent to the terminal, for its clipboard".to_owned());
    vec![Effect::Copy(citation(world, id))]
}

/// The statement that the pane in front is about: of a cell the strongest.
pub(super) fn statement_in_front(state: &State, world: &World) -> Option<StatementId> {
    match state.opened.last() {
        Some(Opened::Reader(reader)) => Some(reader.focus),
        Some(Opened::Why(why)) => why.about.statement(),
        Some(Opened::Meeting(meeting)) => meeting.statement(world, &state.grid),
        Some(Opened::Correct(correct)) => Some(correct.id),
        Some(Opened::Tray(tray)) => tray.pin(world).and_then(|(_, at)| at.statement()),
        Some(Opened::Notes(notes)) => notes.entry(world).and_then(|(_, at)| at.statement()),
        _ => evidence_in_front(state, world)?.strongest().map(|strongest| strongest.id),
    }
}

/// Opens the pane that writes: of what is set side by side, or is marked with others,
/// a comparison can be written, too.
fn open_export(state: &mut State, world: &World) {
    if world.agreements.is_empty() {
        state.message = Some("there is nothing to write".to_owned());
        return;
    }
    let has_pins = !world.placed.tray().is_empty();
    let marks = if state.grid.marks.len() < 2 { Vec::new() } else { state.grid.marks.clone() };
    let (compared, choice) = match state.opened.last() {
        Some(Opened::Versus(versus)) if versus.parts.is_empty() => {
            (versus.sides.clone(), Choice::Comparison)
        }
        Some(Opened::Versus(versus)) => (versus.sides[..1].to_vec(), Choice::Comparison),
        Some(Opened::Tray(_)) if has_pins => (marks, Choice::Briefing),
        _ => (marks, Choice::Matrix),
    };
    state.opened.push(Opened::Export(Export::new(compared, has_pins, choice)));
}

/// Enter in the export pane.
fn write(state: &mut State) -> Vec<Effect> {
    let Some(Opened::Export(export)) = state.opened.last() else { return Vec::new() };
    if export.form().is_none() {
        state.message = Some("the ending tells no form of this: Tab goes through them".to_owned());
        return Vec::new();
    }
    let may_replace = export.asked.as_ref() == Some(&export.path.text);
    vec![Effect::Save { export: export.clone(), may_replace }]
}

/// The cell under the cursor of the pane in front.
pub(super) fn cell_in_front(state: &State, world: &World) -> Option<(usize, usize)> {
    let cell = match state.opened.last() {
        None => state.grid.cell(),
        Some(Opened::Versus(versus)) => versus.cell(world),
        Some(Opened::Card(card)) => Some((card.agreement, card.dimension)),
        Some(_) => None,
    };
    cell.filter(|(agreement, _)| *agreement < world.agreements.len())
}

/// What stands in it: where a side is a part of an agreement's sources, what these
/// say.
fn evidence_in_front<'a>(state: &'a State, world: &'a World) -> Option<&'a Cell> {
    let (agreement, dimension) = cell_in_front(state, world)?;
    Some(match state.opened.last() {
        Some(Opened::Versus(versus)) => versus.side_cell(world, versus.side, dimension),
        _ => world.cell(agreement, dimension),
    })
}

/// The reasons behind the statement in focus, or behind the cell.
fn open_why(state: &mut State, world: &World) {
    if let Some(Opened::Reader(reader)) = state.opened.last() {
        let about = About::Statement(reader.focus);
        state.opened.push(Opened::Why(Why::new(about)));
        return;
    }
    match evidence_in_front(state, world).and_then(Cell::strongest) {
        Some(strongest) => {
            let about = About::Statement(strongest.id);
            state.opened.push(Opened::Why(Why::new(about)));
        }
        // What was looked for is told by the cell itself.
        None => open_cell(state, world),
    }
}

/// The marked agreements; the one under the cursor stands in for a second. Where
/// none is marked, that and what the same parties said before, or after.
fn open_versus(state: &mut State, world: &World) {
    let mut sides = state.grid.marks.clone();
    if sides.len() < 2 {
        let under_cursor = agreement_in_front(state, world);
        sides.extend(under_cursor.filter(|agreement| !state.grid.marks.contains(agreement)));
    }
    if let ([agreement], true) = (sides.as_slice(), state.grid.marks.is_empty()) {
        sides = in_series(world, *agreement).unwrap_or(sides);
    }
    match sides.len() {
        0 | 1 => state.message = Some("mark two agreements with m, then press v".to_owned()),
        _ => state.opened.push(Opened::Versus(Versus::of(sides))),
    }
}

/// The text of the agreement in front beside what the press reports of it.
fn open_sources(state: &mut State, world: &World) {
    let agreement = agreement_in_front(state, world);
    match agreement.and_then(|agreement| Versus::of_sources(world, agreement)) {
        Some(versus) => state.opened.push(Opened::Versus(versus)),
        None => {
            let message = "no text and press of one agreement are here to be held together";
            state.message = Some(message.to_owned());
        }
    }
}

/// An agreement and its neighbour in the series, the earlier first.
fn in_series(world: &World, agreement: usize) -> Option<Vec<usize>> {
    let series = world.series.of(agreement)?;
    let before = series.earlier().map(|earlier| vec![earlier, agreement]);
    before.or_else(|| Some(vec![agreement, series.later()?]))
}

/// To the next or the previous evidence, difference or agreement of a series.
fn go(state: &mut State, world: &World, is_back: bool) {
    let (area, page) = (state.area, reader_page(state.area));
    let front = match state.opened.as_mut_slice() {
        // While words are typed, the reader behind goes to the next that holds them.
        [.., reader @ Opened::Reader(_), Opened::Within(_)] => Some(reader),
        opened => opened.last_mut(),
    };
    let (went, noun) = match front {
        Some(Opened::Reader(reader)) => (reader.go(world, is_back, page), "evidence"),
        Some(Opened::Versus(versus)) => (versus.go(world, is_back, area), "difference"),
        Some(Opened::Meeting(meeting)) => (meeting.go(world, &state.grid, is_back), "evidence"),
        Some(Opened::Card(card)) if world.series.of(card.agreement).is_none() => {
            let message = "no other text of the same parties, with a date, is here";
            state.message = Some(message.to_owned());
            return;
        }
        Some(Opened::Card(card)) => {
            let went = card.go(world, is_back);
            state.grid.show(world, Some(card.agreement), None);
            (went, "of the series")
        }
        _ => return,
    };
    if went {
        write::tell(state, world);
    } else {
        let edge = if is_back { "first" } else { "last" };
        state.message = Some(format!("this is the {edge} {noun}"));
    }
}

/// To the next statement of the reader, or back, evidence or not.
fn walk(state: &mut State, world: &World, by: isize) {
    let page = reader_page(state.area);
    if let Some(Opened::Reader(reader)) = state.opened.last_mut() {
        reader.walk(world, by, page);
    }
    write::tell(state, world);
}

/// Does what only the pane in front knows of.
fn turn(state: &mut State, world: &World, action: Action) {
    match state.pane() {
        Pane::Versus => turn_versus(state, world, action),
        Pane::Reader => turn_reader(state, world, action),
        _ => arrange(state, world, action),
    }
}

fn turn_versus(state: &mut State, world: &World, action: Action) {
    let area = state.area;
    let Some(Opened::Versus(versus)) = state.opened.last_mut() else { return };
    match action {
        Action::Differences => {
            versus.is_filtered = !versus.is_filtered;
            (versus.cursor, versus.top) = (0, 0);
            if versus.comparisons(world).is_empty() {
                state.message = Some("they say the same on every dimension".to_owned());
            }
        }
        Action::Swap => versus.swap(world, area),
        Action::OtherSide => versus.cross(1, area),
        Action::Replace => {
            versus.is_replacing = true;
            find(state);
            state.message = Some("Enter puts another agreement on this side".to_owned());
        }
        _ => {}
    }
}

fn turn_reader(state: &mut State, world: &World, action: Action) {
    let page = reader_page(state.area);
    let Some(Opened::Reader(reader)) = state.opened.last_mut() else { return };
    match action {
        Action::Extent => {
            state.message = Some(reader.turn(world, page).to_owned());
        }
        Action::Wrap => reader.wrap(world, page),
        Action::Outline => {
            let menu = Menu::of_sections(world, reader.first());
            state.opened.push(Opened::Menu(menu));
        }
        _ => {}
    }
}

/// Puts the agreement of a hit on the side of the comparison that asked the
/// finder for another; says whether one did.
fn replace(state: &mut State, world: &World, target: Target) -> bool {
    let area = state.area;
    let [.., Opened::Versus(versus), Opened::Finder(_)] = state.opened.as_mut_slice() else {
        return false;
    };
    if !versus.is_replacing {
        return false;
    }
    let Some(agreement) = target.agreement(world) else {
        state.message = Some("this belongs to no agreement".to_owned());
        return true;
    };
    versus.is_replacing = false;
    versus.replace(world, agreement, area);
    state.opened.pop();
    true
}

/// Moves the windows so that the cursors are within them, as after a resize.
/// Comparisons may be taller than the screen; there the window is left alone.
fn keep_visible(state: &mut State, world: &World) {
    state.grid.step(world, 0, state.area);
    if state.pane() != Pane::Versus {
        let area = state.area;
        state.scroll().step(world, 0, area);
    }
}

fn reader_page(area: Rect) -> Page {
    reader::page(layout::body(area))
}
