//! The page of the matrix in a browser, as its user sees it: headless Chromium,
//! from the path or named by `COMITY_CHROMIUM`. `cargo test --test it browser`
//! checks it; `COMITY_PICTURES=FOLDER` keeps a screenshot and a print of it.

use std::fs;
use std::path::{Path, PathBuf};

use comity::codebook::Codebook;
use comity::export::html;
use comity::format::{self, Format, child};
use comity::source::{Block, Origin, Place};
use comity::world::World;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::programs;

/// What a user does, in the page's own language.
const USER: &str = include_str!("browser/user.js");

/// Without a screen, a sandbox in a sandbox, or anything asked of the network.
const QUIET: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// A browser that was never used, with pages to open.
struct Browser {
    program: PathBuf,
    folder: TempDir,
}

impl Browser {
    fn find() -> Option<Self> {
        let names = ["chromium", "chromium-browser", "google-chrome"];
        let program = programs::find("COMITY_CHROMIUM", &names)?;
        Some(Self { program, folder: tempfile::tempdir().unwrap() })
    }

    /// What the browser says of a page, asked in this way.
    fn ask(&self, page: &str, how: &[&str]) -> String {
        let path = self.folder.path().join("page.html");
        fs::write(&path, page).unwrap();
        let profile = format!("--user-data-dir={}", self.folder.path().join("profile").display());
        let address = format!("file://{}", path.display());
        let args = [QUIET, how, &[&profile, &address]].concat();
        let output = programs::run(&self.program, &args, self.folder.path());
        assert!(output.status.success(), "{:?}", output.status);
        String::from_utf8(output.stdout).unwrap()
    }
}

fn page() -> String {
    html::matrix(&World::read(&[], Codebook::defence()).unwrap())
}

#[test]
fn a_page_filters_sorts_and_opens_its_cells_in_a_browser() {
    let Some(browser) = Browser::find() else { return };
    let page = page() + "<script>" + USER + "</script>";
    let seen = browser.ask(&page, &["--virtual-time-budget=5000", "--dump-dom"]);
    let told = seen.split("told:").last().unwrap().split(":told").next().unwrap();
    let told = told.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    let told: Value = serde_json::from_str(&told).unwrap_or_else(|_| panic!("{seen}"));
    let all = json!(["Germany–Italy", "India–Italy", "India–Japan", "US–India"]);
    assert_eq!(told["all"], all);
    assert_eq!(told["controls"], true);
    assert_eq!(told["named"], json!(["Germany–Italy", "India–Italy"]));
    assert_eq!(told["count"], "2 of 4");
    assert_eq!(told["cards"], told["named"], "what is left out is left out below, too");
    assert_eq!(told["firm"], json!(["Germany–Italy"]));
    assert_eq!(told["firmest"], json!(["Germany–Italy", "India–Japan", "US–India", "India–Italy"]));
    assert_eq!(told["sorted"], "Supply chains descending");
    assert_eq!(
        told["backwards"],
        json!(["US–India", "India–Japan", "India–Italy", "Germany–Italy"])
    );
    assert_eq!(told["opened"], "Germany–Italy, Cyber: intended");
    assert_eq!(told["inView"], true);
    assert_eq!(told["quotes"], 5);
    let cited = told["cited"].as_array().unwrap();
    assert_eq!(cited.len(), 5, "each statement has its citation");
    assert_eq!(cited[0], "provision, intended. germany-italy.md:21");
    assert_eq!(told["asked"], json!([]), "nothing is asked of the network");
}

#[test]
fn a_page_without_scripts_is_a_plain_table() {
    let Some(browser) = Browser::find() else { return };
    // The switch that turns scripts off would turn off what tells of the page.
    let page = page().replace("script-src 'unsafe-inline'", "script-src 'none'");
    let seen = browser.ask(&page, &["--dump-dom"]);
    let body = seen.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    assert_eq!(body.matches("<tr").count(), 4);
    assert_eq!(body.matches("hidden").count(), 0);
    assert!(body.contains("<a href=\"#a0-2\">◐ 5</a>"), "{body}");
    assert!(seen.contains("<section id=\"a0-2\">"));
    assert!(!seen.contains("class=\"scripted\""), "what needs scripts stays out of sight");
}

#[test]
fn a_page_prints_every_column() {
    let Some(browser) = Browser::find() else { return };
    let paper = browser.folder.path().join("page.pdf");
    let to = format!("--print-to-pdf={}", paper.display());
    browser.ask(&page(), &["--no-pdf-header-footer", &to]);
    let text = printed(&paper);
    for dimension in Codebook::defence().dimensions {
        assert!(text.contains(&dimension.name), "{}: {text}", dimension.name);
    }
    let Some(folder) = std::env::var_os("COMITY_PICTURES").map(PathBuf::from) else { return };
    fs::copy(&paper, folder.join("page.pdf")).unwrap();
    let to = format!("--screenshot={}", folder.join("page.png").display());
    browser.ask(&page(), &["--window-size=1280,900", &to]);
}

/// The text of the first page of a print, as comity reads it.
fn printed(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    let mut problems = Vec::new();
    let origin = Origin::File(path.to_owned());
    child::set_program(env!("CARGO_BIN_EXE_comity").into());
    let source = format::read(&bytes, Format::Pdf, "page.pdf", origin, &mut problems);
    assert_eq!(problems, []);
    let is_first = |block: &&Block| source.place(block.span.start) == Place::Page(1);
    let blocks: Vec<&str> =
        source.blocks.iter().filter(is_first).map(|block| source.slice(block.span)).collect();
    blocks.join("\n")
}
