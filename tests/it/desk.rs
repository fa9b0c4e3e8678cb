//! A dashboard without a terminal: keys in, pictures out.

use std::sync::{Arc, LazyLock};

use comity::codebook::Codebook;
use comity::dossier::Keeper;
use comity::glyph::Glyphs;
use comity::search::Turn;
use comity::tui::keymap::Keymap;
use comity::tui::state::State;
use comity::tui::theme::{self, Role, Theme};
use comity::tui::update::{Effect, Event, follow, settle, update};
use comity::tui::view::{Look, ScreenView};
use comity::world::World;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

pub struct Desk {
    pub world: Arc<World>,
    pub state: State,
    pub keeper: Keeper,
    pub keymap: Keymap,
    pub theme: Theme,
    pub glyphs: Glyphs,
}

impl Desk {
    /// The starter corpus on a screen of the given size.
    pub fn new(width: u16, height: u16) -> Self {
        // Read once: that takes longer than most tests.
        static STARTER: LazyLock<Arc<World>> =
            LazyLock::new(|| Arc::new(World::read(&[], Codebook::defence()).unwrap()));
        Self::over(Arc::clone(&STARTER), width, height)
    }

    pub fn of(world: World, width: u16, height: u16) -> Self {
        Self::over(Arc::new(world), width, height)
    }

    fn over(world: Arc<World>, width: u16, height: u16) -> Self {
        let mut state = State::new(Rect::new(0, 0, width, height), &world);
        state.themes.names = theme::list().into_iter().map(|(name, _)| name).collect();
        let theme = theme::find("dark").unwrap();
        let (keymap, glyphs) = (Keymap::default(), Glyphs::Unicode);
        Self { world, state, keeper: Keeper::new(None), keymap, theme, glyphs }
    }

    /// The same with the analyst's work that a keeper has.
    pub fn with(mut self, keeper: Keeper) -> Self {
        self.world = Arc::new(keeper.place(&self.world));
        self.keeper = keeper;
        self
    }

    /// Presses keys, apart by blanks: `j j / cyber Enter`. A word that is no
    /// key's name is typed.
    pub fn press(&mut self, keys: &str) -> Vec<Effect> {
        let keys: Vec<KeyEvent> = keys.split_whitespace().flat_map(events).collect();
        let left = keys.into_iter().flat_map(|key| self.key(key)).collect();
        self.settle(&Turn::default());
        left
    }

    /// Searches for what was typed, as long as it is its turn.
    pub fn settle(&mut self, turn: &Turn) {
        settle(&mut self.state, &self.world, turn);
    }

    /// One key; what it asks of the dossier is done as the shell does it.
    pub fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        let mut left = Vec::new();
        for effect in update(&mut self.state, &self.world, &self.keymap, Event::Key(key)) {
            let done = match effect {
                Effect::Edit(edit) => self.keeper.edit(&self.world, edit),
                Effect::Undo => self.keeper.undo(),
                Effect::Redo => self.keeper.redo(),
                effect => {
                    left.push(effect);
                    continue;
                }
            };
            self.place_again();
            if !done.is_empty() {
                self.state.message = Some(done);
            }
        }
        left
    }

    /// Shows the analyst's work as it is now.
    pub fn place_again(&mut self) {
        let newer = self.keeper.place(&self.world);
        follow(&mut self.state, &self.world, &newer);
        self.world = Arc::new(newer);
    }

    /// Goes over to a newer world.
    pub fn follow(&mut self, world: World) {
        let world = self.keeper.place(&world);
        follow(&mut self.state, &self.world, &world);
        self.world = Arc::new(world);
    }

    /// Pastes a text as it was copied.
    pub fn paste(&mut self, text: &str) {
        self.tell(Event::Paste(text.to_owned()));
        self.settle(&Turn::default());
    }

    pub fn tell(&mut self, event: Event) {
        update(&mut self.state, &self.world, &self.keymap, event);
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        update(&mut self.state, &self.world, &self.keymap, Event::Resize { width, height });
    }

    fn view(&self) -> ScreenView<'_> {
        let look = Look { theme: &self.theme, glyphs: self.glyphs };
        let Self { world, state, keymap, .. } = self;
        ScreenView { world, state, keymap, look }
    }

    /// Where the terminal's own cursor belongs, if anywhere.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        self.view().cursor()
    }

    pub fn draw(&self) -> Buffer {
        let mut buf = Buffer::empty(self.state.area);
        self.view().render(self.state.area, &mut buf);
        buf
    }

    /// The screen as lines without trailing blanks.
    pub fn picture(&self) -> String {
        let buf = self.draw();
        let lines = buf.content.chunks(usize::from(buf.area.width.max(1))).map(|row| {
            let mut line = String::new();
            let mut hidden = 0;
            for cell in row {
                if hidden == 0 {
                    line.push_str(cell.symbol());
                    hidden = unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1);
                }
                hidden -= 1;
            }
            line.trim_end().to_owned() + "\n"
        });
        lines.collect()
    }

    /// The runs of letters on the screen that look as a role does.
    pub fn runs(&self, role: Role) -> Vec<String> {
        let style = self.theme.style(role);
        let buf = self.draw();
        let mut runs = vec![String::new()];
        for row in buf.content.chunks(usize::from(buf.area.width.max(1))) {
            for cell in row {
                if Some(cell.fg) == style.fg && style.bg.is_none_or(|bg| bg == cell.bg) {
                    runs.last_mut().unwrap().push_str(cell.symbol());
                } else if !runs.last().unwrap().is_empty() {
                    runs.push(String::new());
                }
            }
        }
        runs.retain(|run| !run.trim().is_empty());
        runs
    }
}

fn events(word: &str) -> Vec<KeyEvent> {
    let plain = |code| vec![KeyEvent::new(code, KeyModifiers::NONE)];
    match word {
        "Enter" => plain(KeyCode::Enter),
        "Alt+Enter" => vec![KeyEvent::new(KeyCode::Enter, KeyModifiers::ALT)],
        "Esc" => plain(KeyCode::Esc),
        "Tab" => plain(KeyCode::Tab),
        "Space" => plain(KeyCode::Char(' ')),
        "Backspace" => plain(KeyCode::Backspace),
        "Up" => plain(KeyCode::Up),
        "Down" => plain(KeyCode::Down),
        "Left" => plain(KeyCode::Left),
        "Right" => plain(KeyCode::Right),
        "PageUp" => plain(KeyCode::PageUp),
        "PageDown" => plain(KeyCode::PageDown),
        "Home" => plain(KeyCode::Home),
        "End" => plain(KeyCode::End),
        _ => match word.strip_prefix("Ctrl+").and_then(|rest| rest.chars().next()) {
            Some(letter) => vec![KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)],
            None => word.chars().flat_map(|letter| plain(KeyCode::Char(letter))).collect(),
        },
    }
}
