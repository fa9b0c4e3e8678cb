//! The codebook of trade: another field is a file of data and nothing else.
//!
//! Both texts under `tests/gold/trade` are invented: no such deals were made.

use std::path::PathBuf;

use comity::agree::{Gold, measure};
use comity::codebook::{Codebook, CodebookFile};
use comity::coding::Coder;
use comity::document::Document;
use comity::format::{self, Format};
use comity::source::Origin;
use comity::world::World;

const GOLD: &str = include_str!("../gold/trade/trade.jsonl");

/// The least that F1 over the dimensions may be.
const FLOOR: f64 = 0.85;

fn codebook() -> Codebook {
    CodebookFile::find("trade").unwrap().read().unwrap()
}

#[test]
fn the_texts_are_read_as_a_person_reads_them() {
    let codebook = codebook();
    let gold = Gold::read(GOLD, "trade.jsonl", &codebook);
    assert_eq!(gold.problems, []);
    let texts = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/gold/trade");
    let texts = ["chile-kenya.md", "indonesia-switzerland.md"].map(|name| texts.join(name));
    let world = World::read(&texts, codebook).unwrap();
    let scores = measure(&gold.statements, &world.documents, &world.codebook).scores;
    println!("dimensions {:?}, kind {:?}", scores.dimensions.f1, scores.kind_accuracy);
    assert_eq!(scores.aligned, scores.statements);
    assert!(scores.dimensions.f1.unwrap() >= FLOOR, "{:?}", scores.dimensions.f1);
}

#[test]
fn hits_stand_beside_near_misses() {
    let rows = [
        ("The Parties shall eliminate tariffs on nuclear reactors and fresh fish.", "goods"),
        ("The negotiators delivered the goods.", ""),
        ("Clean water is a public good.", ""),
        ("Officers reported for duty at dawn.", ""),
        ("Each Party shall apply the rules of origin in Annex 3.", "origin"),
        ("The country of origin of the delegation will be kept secret.", ""),
        ("Each Party shall simplify its customs procedures.", "customs"),
        ("The visitors respected local customs and traditions.", ""),
        ("Each Party may impose anti-dumping duties.", "remedies"),
        ("The dumping of waste at sea angers the coast.", ""),
        ("Each Party shall open its services market to foreign banks.", "services"),
        ("The intelligence services and the armed services will meet.", ""),
        ("Both sides will create a better business environment.", ""),
        ("The Parties shall protect the environment.", "environment"),
        ("Both sides hope to improve the labour market.", ""),
        ("Each Party shall protect labour rights.", "labour"),
        ("The Labour Party will vote on it.", ""),
        ("Each Party shall protect registered trade marks.", "ip"),
        ("He was patently pleased, and so was the minister of trade.", ""),
        ("The competition between powers in the Pacific grows.", ""),
        ("Each Party shall enforce its competition law.", "competition"),
        ("The two will reform defence procurement.", ""),
        ("Each Party shall open its government procurement.", "procurement"),
        ("The two states have a territorial dispute.", ""),
        ("A panel may hear the dispute.", "disputes"),
        ("The factory makes solar panels.", ""),
        ("Without exception the ministers smiled.", ""),
        ("A Party may invoke the security exceptions.", "exceptions"),
        ("The subsidiary of the firm moved to Geneva.", ""),
        ("The agreement does not cover investment.", ""),
        ("The minister of labour arrived with a trade delegation.", ""),
        ("The team won the swimming competition.", ""),
        ("He will take up his duties in June.", ""),
        ("Exports of the country grew by 4 percent last year.", ""),
        ("Both states support the peaceful resolution of disputes.", ""),
        ("Border agencies shall coordinate their opening hours.", "customs"),
        ("The Parties shall recognise certificates for medical devices.", "tbt"),
        ("Pork plants in Denmark may ship without further inspection.", "sps"),
        ("The deal grants 1,800 visas a year to yoga teachers and cooks.", "movement"),
        ("Abu Dhabi will invest 10 billion dollars in Turkish ports.", "investment"),
        ("A contract is valid even if it was signed electronically.", "digital"),
        ("Technical assistance will go to small exporters.", "development"),
        ("The Joint Council shall be co-chaired by the ministers.", "institutions"),
    ];
    let codebook = codebook();
    let coder = Coder::new(&codebook);
    for (text, expected) in rows {
        let page = format!("Agreement between Chile and Kenya\n\n{text}");
        let origin = Origin::Embedded("row.txt");
        let source =
            format::read(page.as_bytes(), Format::Text, "row.txt", origin, &mut Vec::new());
        let coding = Document::new(source, &coder).codings().pop().unwrap();
        let found: Vec<&str> =
            coding.dimensions.iter().map(|&d| codebook.dimensions[d].id()).collect();
        assert_eq!(found.join(","), expected, "{text}");
    }
}
