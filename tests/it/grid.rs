//! What of the matrix is shown: sorted, filtered, hidden, counted, compared.

use comity::codebook::Codebook;
use comity::order::Key;
use comity::tui::grid::Grid;
use comity::tui::state::Opened;
use comity::tui::update::Effect;
use comity::world::World;
use expect_test::expect;

use crate::desk::Desk;

/// The codes of the agreements that are shown, in order.
fn shown(desk: &Desk) -> Vec<&str> {
    let agreements = &desk.state.grid.order.agreements;
    agreements.iter().map(|at| desk.world.agreements[*at].code.as_str()).collect()
}

fn dimensions(desk: &Desk) -> usize {
    desk.state.grid.order.dimensions.len()
}

/// A desk over a folder with one small deal for each pair of parties.
fn desk_of(pairs: &[&str], width: u16, height: u16) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    for (number, parties) in pairs.iter().enumerate() {
        let year = 2000 + number % 20;
        let text = format!(
            "---\nparties: [{parties}]\ndate: {year}-05-01\nstatus: signed\n---\nThe parties shall \
             cooperate on cyber security.\n"
        );
        std::fs::write(folder.path().join(format!("{number:04}.md")), text).unwrap();
    }
    let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    Desk::of(world, width, height)
}

#[test]
fn rows_are_sorted_by_the_column_under_the_cursor() {
    let mut desk = Desk::new(80, 24);
    desk.press("t l l l l l l l l l s");
    assert_eq!(shown(&desk), ["IND–JPN", "DEU–ITA", "IND–ITA", "USA–IND"]);
    desk.press("s");
    assert_eq!(shown(&desk)[0], "DEU–ITA", "the other way round, what is empty still last");
    assert_eq!(desk.state.grid.agreement, 0, "the cursor stays on its cell");
    desk.press("S");
    assert!(desk.picture().contains("now, the other way round"), "{}", desk.picture());
    desk.press("g g Enter");
    assert_eq!(shown(&desk), ["DEU–ITA", "IND–ITA", "IND–JPN", "USA–IND"]);
    assert!(desk.state.opened.is_empty());
}

#[test]
fn a_filter_narrows_while_it_is_typed_and_is_given_up_or_kept() {
    let mut desk = Desk::new(80, 24);
    desk.press("f party:ita");
    assert_eq!(shown(&desk), ["DEU–ITA", "IND–ITA"]);
    assert!(desk.picture().contains("2 of 4 agreements"));
    desk.press("Esc");
    assert_eq!(shown(&desk).len(), 4);
    desk.press("f party:italy Space status:signed Enter");
    assert_eq!(shown(&desk), ["DEU–ITA"]);
    assert!(desk.state.opened.is_empty());
    desk.press("f Ctrl+u Enter");
    assert_eq!(shown(&desk).len(), 4);
    desk.press("f semicond");
    assert_eq!(shown(&desk), ["IND–JPN"], "a word is looked for in what the deals say");
    desk.press("Enter Esc");
    assert_eq!(shown(&desk).len(), 4);
}

#[test]
fn digits_are_text_where_words_are_typed() {
    let mut desk = Desk::new(80, 24);
    desk.press("a by Space 2030");
    assert!(desk.picture().contains("by 2030"), "{}", desk.picture());
    desk.press("Esc e 2");
    assert!(desk.picture().contains(".html2"), "{}", desk.picture());
    desk.press("Esc f year:2023 Enter");
    assert_eq!(desk.state.grid.arrangement.filter, "year:2023");
}

#[test]
fn a_filter_that_means_nothing_says_so_and_leaves_what_is_shown() {
    let mut desk = Desk::new(120, 24);
    desk.press("f party:italy Space level:huge Enter");
    assert!(desk.picture().contains("it may be committed"), "{}", desk.picture());
    assert_eq!(shown(&desk).len(), 2);
    assert!(matches!(desk.state.opened.last(), Some(Opened::Filter(_))));
    desk.press("Esc");
    assert_eq!(shown(&desk).len(), 4);
}

#[test]
fn nothing_left_says_what_to_do() {
    let mut desk = Desk::new(80, 24);
    desk.press("f zzzz Enter");
    let picture = desk.picture();
    assert!(picture.contains("no agreement is left of 4") && picture.contains("Esc"), "{picture}");
    desk.press("Enter c m v w y s - _ T Z z F Esc L Esc j l G $");
    desk.picture();
    desk.press("Esc");
    assert_eq!(shown(&desk).len(), 4);
    desk.press("m M d");
    assert!(desk.picture().contains("no dimension is left"), "{}", desk.picture());
    desk.press("d");
    assert_eq!((shown(&desk).len(), dimensions(&desk)), (1, 16));
}

#[test]
fn rows_and_columns_are_hidden_and_come_back() {
    let mut desk = Desk::new(80, 24);
    desk.press("l - - _");
    assert_eq!((shown(&desk).len(), dimensions(&desk)), (3, 14));
    assert!(desk.picture().contains("3 hidden"));
    assert_eq!(desk.state.grid.cursor(), (0, 1), "the next takes the place");
    desk.press("Esc");
    assert_eq!((shown(&desk).len(), dimensions(&desk)), (4, 16));
}

#[test]
fn only_what_is_marked_and_only_what_differs() {
    let mut desk = Desk::new(80, 24);
    desk.press("m l l m M d");
    assert_eq!(shown(&desk), ["DEU–ITA", "IND–JPN"]);
    assert_eq!(dimensions(&desk), 11, "as many as versus tells");
    desk.press("M d");
    assert_eq!((shown(&desk).len(), dimensions(&desk)), (4, 16));
    let mut desk = Desk::new(80, 24);
    desk.press("M");
    assert!(desk.picture().contains("mark agreements with m"));
}

#[test]
fn a_view_is_saved_under_a_name_and_shown_again() {
    let mut desk = Desk::new(80, 24);
    desk.press("t l l l l l l l l l s z T - f party:india Enter V");
    assert!(desk.picture().contains("no view is saved yet"), "{}", desk.picture());
    let effects = desk.press("s of Space India Enter");
    assert!(
        matches!(&effects[..], [Effect::KeepView { name, view: Some(_) }] if name == "of India")
    );
    assert!(desk.picture().contains("of India  now"), "{}", desk.picture());
    let saved = desk.state.grid.clone();
    desk.press("Esc Esc t z s");
    assert_ne!(shown(&desk).len(), saved.order.agreements.len());
    desk.press("V Enter");
    assert!(desk.state.opened.is_empty());
    let Grid { arrangement, zoom, has_totals, is_turned, .. } = &desk.state.grid;
    assert_eq!(*arrangement, saved.arrangement);
    assert_eq!((*zoom, *has_totals, *is_turned), (saved.zoom, true, saved.is_turned));
    desk.press(": save-view Enter all Enter V");
    assert!(desk.picture().contains("2 views"), "{}", desk.picture());
    let effects = desk.press("d");
    assert!(matches!(&effects[..], [Effect::KeepView { name, view: None }] if name == "all"));
    let effects = desk.press("u");
    assert!(matches!(&effects[..], [Effect::KeepView { name, view: Some(_) }] if name == "all"));
    assert!(desk.picture().contains("2 views"), "{}", desk.picture());
    desk.press("d d");
    assert!(desk.picture().contains("no view is saved yet"));
    assert_eq!(desk.press("s Space Enter"), [], "a name is needed");
}

#[test]
fn a_view_passes_over_what_is_gone() {
    let mut desk = Desk::new(80, 24);
    desk.press("m - l m M V s kept Enter Esc");
    let mut other = desk_of(&["FRA, DEU", "ITA, ESP"], 80, 24);
    other.state.memory = desk.state.memory;
    other.press("V Enter");
    assert_eq!(shown(&other).len(), 2);
    assert_eq!(dimensions(&other), 15, "the dimension that was hidden is there");
}

#[test]
fn a_frequency_leads_to_the_rows_behind_it() {
    let mut desk = Desk::new(80, 24);
    desk.press("F");
    assert!(desk.picture().contains("India"), "{}", desk.picture());
    desk.press("Enter");
    assert_eq!(shown(&desk), ["IND–ITA", "IND–JPN", "USA–IND"]);
    desk.press("F l l l Enter");
    assert_eq!(desk.state.grid.arrangement.filter, "party:india status:announced");
    assert_eq!(shown(&desk), ["IND–ITA", "IND–JPN"]);
}

#[test]
fn the_most_alike_stand_first_and_open_side_by_side() {
    let mut desk = Desk::new(80, 24);
    desk.press("L s Enter");
    let Some(Opened::Versus(versus)) = desk.state.opened.last() else { panic!() };
    assert_eq!(versus.sides[1], 0, "the column under the cursor");
    desk.press("Esc");
    let Some(Opened::Similarity(similarity)) = desk.state.opened.last() else { panic!() };
    let world = &desk.world;
    let likeness: Vec<_> = (0..4).map(|row| similarity.at(world, row, 0)).collect();
    assert!(likeness.is_sorted_by(|a, b| a >= b), "{likeness:?}");
    desk.press("k Enter");
    assert!(desk.picture().contains("the same agreement twice"));
}

#[test]
fn frozen_columns_stay_in_sight() {
    let parties = ["FRA, DEU", "ITA, ESP", "GRC, CYP", "POL, CZE", "NOR, SWE", "FIN, EST"];
    let mut desk = desk_of(&parties, 80, 24);
    if desk.state.grid.is_turned {
        desk.press("t");
    }
    desk.press("Z $");
    let picture = desk.picture();
    assert!(picture.contains("signed 2000") && picture.contains("signed 2005"), "{picture}");
    desk.press("0 Z $");
    assert!(!desk.picture().contains("signed 2000"));
}

#[test]
fn of_many_rows_the_last_is_a_key_away() {
    let parties: Vec<String> = (0..300).map(|_| "FRA, DEU".to_owned()).collect();
    let parties: Vec<&str> = parties.iter().map(String::as_str).collect();
    let mut desk = desk_of(&parties, 80, 24);
    if !desk.state.grid.is_turned {
        desk.press("t");
    }
    desk.press("G");
    assert_eq!(desk.state.grid.cursor().0, 299);
    assert!(desk.picture().contains("▸"), "the cursor is seen");
    desk.press("S g g j j Enter g g");
    assert!(matches!(desk.state.grid.arrangement.agreements.key, Key::Date));
    let date = |at: usize| desk.world.agreements[at].deal.date.clone();
    let dates: Vec<_> = desk.state.grid.order.agreements.iter().map(|at| date(*at)).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b));
}

#[test]
fn an_empty_folder_and_one_of_problems_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("photo.bin"), [0, 1, 2]).unwrap();
    let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    let mut desk = Desk::of(world, 80, 24);
    assert!(desk.picture().contains("! lists 1 problem"), "{}", desk.picture());
    desk.press("s S Enter f x Enter F Enter L Enter Esc - _ M d T Z z Esc");
    desk.picture();
}

#[test]
fn the_footer_tells_the_way_out_on_every_screen() {
    let footer = |width: u16, keys: &str| {
        let mut desk = Desk::new(width, 10);
        desk.press(keys);
        desk.picture().lines().last().map(str::to_owned).unwrap_or_default()
    };
    for width in [20, 40, 80, 120] {
        let (grid, reader) = (footer(width, "j"), footer(width, "j j Enter"));
        assert!(grid.contains("? help") && grid.contains("q quit"), "{width}: {grid}");
        assert!(reader.contains("Esc back") && reader.contains("? help"), "{width}: {reader}");
    }
    assert!(footer(80, "j j Enter").contains("w why"), "{}", footer(80, "j j Enter"));
}

#[test]
fn the_signs_are_told_beside_problems() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.bin"), [0, 1, 2]).unwrap();
    std::fs::write(folder.path().join("a.txt"), "France and Spain signed an agreement.").unwrap();
    let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    let head = Desk::of(world, 80, 24).picture().lines().next().map(str::to_owned).unwrap();
    assert!(head.contains("1 problem") && head.contains("● commit  ◐ intend"), "{head}");
}

#[test]
fn the_reader_shows_all_or_the_passages_or_the_provisions() {
    let mut desk = Desk::new(80, 24);
    desk.press("j j Enter");
    let whole = desk.picture();
    desk.press("z");
    let passages = desk.picture();
    assert!(passages.contains("only the passages"), "{passages}");
    let marked = |picture: &str| {
        let lines = picture.lines().skip(1);
        lines.filter(|line| line.trim().len() > 8).all(|line| line.starts_with(['▎', '▸', ' ']))
    };
    assert!(marked(&passages));
    assert_eq!(passages.matches("prov").count() + passages.matches("comm").count(), 5);
    desk.press("z");
    assert!(!desk.picture().contains("comm "), "{}", desk.picture());
    desk.press("G g j k PageDown PageUp n N");
    desk.press("z");
    desk.press("j k");
    assert!(whole.contains("Both governments"));
}

#[test]
fn words_are_found_in_the_source_that_is_read() {
    let mut desk = Desk::new(80, 24);
    desk.press("j j Enter");
    let before = desk.state.opened.clone();
    desk.press("i INDUS");
    let picture = desk.picture();
    assert!(picture.contains("\"INDUS\"  4 of 6"), "{picture}");
    assert!(picture.lines().last().unwrap().starts_with(" in here INDUS  "), "{picture}");
    desk.press("Down");
    assert!(desk.picture().contains("5 of 6"), "{}", desk.picture());
    desk.press("zzz");
    assert!(desk.picture().contains("not in this source"), "{}", desk.picture());
    desk.press("Esc");
    assert_eq!(desk.state.opened, before, "given up, all is as before");
    desk.press("i indus Enter N N N N");
    assert!(desk.picture().contains("this is the first"), "{}", desk.picture());
    desk.press("i");
    let line = desk.picture().lines().last().unwrap().to_owned();
    assert!(line.starts_with(" in here indus  "), "{line}");
}

#[test]
fn headings_are_jumped_to() {
    let mut desk = Desk::new(80, 24);
    desk.press("j j Enter o");
    assert!(desk.picture().contains("A standing 2+2"), "{}", desk.picture());
    desk.press("G Enter");
    assert!(matches!(desk.state.opened.last(), Some(Opened::Reader(_))));
    desk.press("W l l h W");
    desk.picture();
}

#[test]
fn a_source_without_headings_is_told_and_stays_open() {
    let mut desk = desk_of(&["USA, KOR"], 80, 24);
    desk.press("j j Enter o");
    assert!(desk.picture().ends_with(" this source has no headings\n"), "{}", desk.picture());
    assert!(matches!(desk.state.opened.last(), Some(Opened::Reader(_))));
}

#[test]
fn an_agreement_is_not_called_like_itself() {
    let mut desk = Desk::new(80, 24);
    desk.press("L");
    assert!(desk.picture().contains("this agreement and itself"), "{}", desk.picture());
    desk.press("j");
    assert!(desk.picture().contains("% alike"), "{}", desk.picture());
}

#[test]
fn three_stand_side_by_side_and_a_side_is_replaced() {
    let mut desk = Desk::new(120, 40);
    desk.press("t m j m j m v");
    let picture = desk.picture();
    for name in ["Germany–Italy", "India–Italy", "India–Japan"] {
        assert!(picture.contains(name), "{picture}");
    }
    desk.press("Tab r");
    assert!(desk.picture().contains("another agreement on this side"));
    desk.press("party:united-states Enter");
    let Some(Opened::Versus(versus)) = desk.state.opened.last() else {
        panic!("{:?}", desk.state.opened)
    };
    assert_eq!(versus.sides, [0, 3, 2]);
    desk.press("r Esc / india Space japan Enter");
    assert!(!matches!(desk.state.opened.last(), Some(Opened::Versus(_))), "a search of its own");
}

#[test]
fn sides_out_of_sight_are_told_with_the_key_that_shows_them() {
    let title = |desk: &Desk| desk.picture().lines().next().unwrap().to_owned();
    let mut desk = Desk::new(80, 24);
    desk.press("m l m l m v");
    assert_eq!(title(&desk), " versus  1 of 13 differences  sides 1–2 of 3, Tab more");
    desk.press("Tab Tab");
    assert_eq!(title(&desk), " versus  1 of 13 differences  sides 2–3 of 3, Tab more");
    desk.resize(160, 24);
    assert_eq!(title(&desk), " versus  1 of 13 differences");
}

#[test]
fn a_line_that_is_typed_says_what_for_and_which_keys_end_it() {
    let mut desk = Desk::new(80, 24);
    let line = |desk: &Desk| desk.picture().lines().last().unwrap().to_owned();
    desk.press("f");
    let hint = " filter   a word, party: dim: level: year:  ⏎ keep  Tab complete  Esc as before";
    assert_eq!(line(&desk), hint);
    desk.press("Esc a");
    assert!(line(&desk).starts_with(" note   on the cell  "), "{}", line(&desk));
    desk.press("x");
    assert!(line(&desk).starts_with(" note x     "), "{}", line(&desk));
    assert!(line(&desk).ends_with("⏎ keep  Esc close"), "{}", line(&desk));
    desk.press("Esc Enter a");
    assert!(line(&desk).starts_with(" note   on the statement  "), "{}", line(&desk));
    desk.resize(30, 8);
    assert!(line(&desk).starts_with(" note"), "{}", line(&desk));
}

#[test]
fn a_filter_that_leaves_one_row_leaves_whole_heads_and_says_how_to_undo_it() {
    let mut desk = desk_of(&["USA, KOR", "USA, IND", "USA, KOR", "IND, USA"], 80, 24);
    desk.press("f dim:cyber Enter");
    expect![[r#"
         comity  4 agreements  [dim:cyber]                ● commit  ◐ intend  ○ explore
                           US–South Korea                US–South Korea
                           2000           US–India 2001  2002           US–India 2003
                           signed 2000    signed 2001    signed 2002    signed 2003
        ▸ Cyber            ▐● 1▌           ● 1            ● 1            ● 1
        ─ US–South Korea 2000 · Cyber · committed · 1 statement · USA-KOR-2000:1 line 6
         ● The parties shall cooperate on cyber security.
















         Esc all  ⏎ read  / find  w why  m mark  v versus  f filter  ? help  q quit
    "#]]
    .assert_eq(&desk.picture());
    desk.press("Esc");
    assert!(!desk.picture().contains("Esc all"), "{}", desk.picture());
}

#[test]
fn no_two_heads_look_alike() {
    let head = |desk: &Desk| desk.picture().lines().nth(1).unwrap().to_owned();
    let mut desk = Desk::new(80, 24);
    desk.press("t z z l l l l s");
    let shorts = "DEF MIL CYB HYB INF▾SUP TEC";
    assert!(head(&desk).contains(shorts), "the sign takes no letter: {}", desk.picture());
    desk.press("Z");
    assert!(head(&desk).contains(shorts), "nor where columns stay: {}", desk.picture());

    let toml = include_str!("../../src/codebook/defence.toml").replace("\"INF\"", "\"NETWORK1\"");
    let codebook = Codebook::parse(&toml.replace("\"SUP\"", "\"NETWORK2\""), "mine").unwrap();
    let mut desk = Desk::of(World::read(&[], codebook).unwrap(), 80, 24);
    desk.press("t");
    assert!(head(&desk).contains("NETWORK1 NETWORK2"), "{}", desk.picture());

    let folder = tempfile::tempdir().unwrap();
    for part in 1..=3 {
        let name = format!("strategic-partnership-on-digital-matters-part-{part}.md");
        std::fs::write(folder.path().join(name), "We will cooperate on energy.\n").unwrap();
    }
    let world = || World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    let mut desk = Desk::of(world(), 80, 24);
    for keys in ["m l m", "t", "t L"] {
        desk.press(keys);
        for part in 1..=3 {
            assert!(desk.picture().contains(&format!("part-{part}")), "{}", desk.picture());
        }
    }
    expect![[r#"
         similarity  of 3 agreements                by dimension and level, in per cent
                                  strategic-  strategic-  strategic-
                                  partn…art-1 partn…art-2 partn…art-3
          strategic-p…ters-part-1     ·         100         100
        ▸ strategic-p…ters-part-2   100       ▐   ·▌        100
          strategic-p…ters-part-3   100         100           ·"#]]
    .assert_eq(&desk.picture().lines().take(6).collect::<Vec<_>>().join("\n"));
}
