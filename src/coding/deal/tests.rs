//! What is read of a deal, field by field: hits beside near misses.

use std::sync::LazyLock;

use super::Deal;
use crate::codebook::Codebook;
use crate::coding::Coder;
use crate::format::{self, Format};
use crate::source::Origin;
use crate::statement::segment;

static CODER: LazyLock<Coder> = LazyLock::new(|| Coder::new(&Codebook::defence()));

fn deal(text: &str) -> Deal {
    let origin = Origin::Embedded("test.md");
    let source =
        format::read(text.as_bytes(), Format::Markdown, "test.md", origin, &mut Vec::new());
    CODER.code(&source, &segment(&source)).deal
}

/// Each row: a text and what one field of its deal says.
fn check(field: impl Fn(&Deal) -> String, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(text, expected)| (text, expected, field(&deal(text))))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(text, expected, found)| format!("{text}\n  wants {expected:?}\n  found {found:?}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

fn text(field: &Option<String>) -> String {
    field.clone().unwrap_or_default()
}

fn people(deal: &Deal) -> String {
    let row = |(party, names): (&String, &Vec<String>)| format!("{party}={}", names.join("+"));
    deal.signatories.iter().map(row).collect::<Vec<_>>().join(" ")
}

#[test]
fn names_that_run_into_each_other_are_read() {
    check(
        |deal| deal.parties.join(" "),
        &[("Kenya hosts talks\n\nThe South African Union envoys met in Nairobi.", "KEN ZAF")],
    );
}

#[test]
fn the_status_is_how_far_the_deal_has_come() {
    check(
        |deal| text(&deal.status),
        &[
            ("Peru and Chile sign mining pact\n\nIt will last.", "signed"),
            ("# Peru and Chile\n\nThe two ministers put their names to a treaty.", "signed"),
            (
                "Pact to focus on trade\n\nPeru and Chile have wrapped up negotiations on a pact. It \
                 would cut tariffs, and could help firms that would trade.",
                "announced",
            ),
            ("Peru and Chile conclude talks\n\nPeru and Chile signed a treaty.", "signed"),
            ("Peru and Chile unveil compact\n\nThey will build a port.", "announced"),
            ("Peru and Chile issued a declaration of ten articles in Lima.", "announced"),
            ("The treaty between Peru and Chile entered into force.", "in-force"),
            ("Peru and Chile announced a pact. It was signed in Lima.", "signed"),
            ("Peru and Chile announced a pact. Firms signed contracts.", "announced"),
            ("Peru and Chile are friends.", ""),
        ],
    );
}

#[test]
fn what_is_only_talked_about_is_proposed() {
    check(
        |deal| text(&deal.status),
        &[
            (
                "Peru has offered Chile a pact. It would pay. Chile could join. It might not.",
                "proposed",
            ),
            ("Peru and Chile are in talks on a pact. No agreement has been signed.", "proposed"),
            (
                "Peru and Chile weigh pact\n\nA draft would let ships in. It could take years.",
                "proposed",
            ),
            ("A draft pact between Peru and Chile is under negotiation.", "proposed"),
            ("Peru and Chile agreed to explore a pact. The talks are exploratory.", "proposed"),
            ("Peru and Chile hope to sign a pact. It would open ports. It could fail.", "proposed"),
            (
                "Draft treaty between Peru and Chile\n\nArticle 1\n\nThe Parties shall meet.\n\nArticle 2\n\nThe Parties shall talk.",
                "proposed",
            ),
            // What the pact leaves to talks does not undo it.
            (
                "Peru and Chile signed a pact. Radar is still under negotiation. Ships will call.",
                "signed",
            ),
            (
                "Peru and Chile signed a pact after talks in Lima. It will last. It could grow.",
                "signed",
            ),
        ],
    );
}

#[test]
fn the_instrument_is_what_the_text_calls_it() {
    check(
        |deal| text(&deal.instrument),
        &[
            ("Joint Communiqué of Peru and Chile\n\nThe Presidents met.", "joint statement"),
            ("Peru and Chile sign MoU on ports\n\nIt will last.", "memorandum"),
            ("Peru and Chile sign a pact on the mountains of Arica.", "agreement"),
            ("The Peru-Chile Security Compact\n\nThey announced it.", "partnership"),
            ("Peru has proposed a treaty with Chile.", "proposal"),
            (
                "The Peru-Chile Deal\n\nPeru and Chile (hereinafter \"the Participants\")\n\nThis Memorandum sets out their aims.",
                "memorandum",
            ),
            ("Peru and Chile dealt with floods.", ""),
        ],
    );
}

#[test]
fn the_date_is_the_day_of_the_making() {
    check(
        |deal| text(&deal.date),
        &[
            ("Peru and Chile signed a pact on 3 March 2022.", "2022-03-03"),
            ("---\ndate: 2022-03-10\n---\nPeru and Chile signed a pact on 3 March.", "2022-03-03"),
            (
                "---\ndate: 2022-01-10\n---\nPeru and Chile signed a pact on 30 December.",
                "2021-12-30",
            ),
            // 10 March 2022 was a Thursday.
            ("---\ndate: 2022-03-10\n---\nPeru and Chile on Monday signed a pact.", "2022-03-07"),
            ("---\ndate: 2022-03-10\n---\nPeru and Chile signed a pact.", "2022-03-10"),
            (
                "Peru and Chile sign\n\nMarch 10, 2022 4:00 PM\n\nThey signed a pact on Monday.",
                "2022-03-07",
            ),
            ("LIMA, March 9 (Agency) - Peru and Chile signed a pact on Monday.", ""),
            (
                "LIMA/SANTIAGO, 10 March 2022 – Peru and Chile signed a pact on Monday.",
                "2022-03-07",
            ),
            ("Peru and Chile signed a pact this 3rd day of March 2022.", "2022-03-03"),
            ("Peru and Chile signed a pact on Monday.", ""),
            ("Peru and Chile signed a pact in March 2022.", "2022-03"),
            ("Peru and Chile signed a pact that runs until 3 March 2042.", ""),
            (
                "Peru and Chile sign\n\nLima, 9 June 2022\n\nThe two ministers signed it.",
                "2022-06-09",
            ),
            // What is not made yet has no day.
            ("Peru has proposed a treaty, its minister announced on 3 March 2022.", ""),
            (
                "Treaty between Peru and Chile\n\nArticle 1\n\nThe Parties shall meet.\n\nArticle 2\n\nThe Parties shall talk.\n\nDone at Lima on 3 March 2022.",
                "2022-03-03",
            ),
        ],
    );
}

#[test]
fn a_meeting_dates_the_statement_only_where_that_is_issued_there() {
    let statement = |lead: &str| {
        let text = format!("Joint Statement of Peru and Chile\n\n{lead}\n\nWe will build ports.");
        deal(&text).date.unwrap_or_default()
    };
    for (lead, date) in [
        ("The Presidents met in Lima on 14 March 2022 and issued this statement.", "2022-03-14"),
        ("The Presidents met in Lima on 14 March 2022. They issued this statement.", "2022-03-14"),
        ("We gathered in Lima on Monday, March 14, 2022. We adopted a plan.", "2022-03-14"),
        ("The Presidents met on 14 March 2022. They issued this on 15 March 2022.", "2022-03-15"),
        // When they said so is not said.
        ("The Presidents met in Lima on 14 March 2022.", ""),
        ("The Presidents met in Lima on 14 March 2022.\n\nThey issued this statement.", ""),
        ("The Presidents met on March 13 and 14, 2022. They issued this statement.", ""),
        ("The Presidents met on 14 March 2022 and 16 March 2022. They issued this.", ""),
        // Nor is another meeting this one.
        ("The Presidents last met on 14 March 2022. They announced a fund.", ""),
        ("Since they met in Lima on 14 March 2022 trade has grown. They announced a fund.", ""),
        ("The Presidents will have met by 14 March 2022. They announced a fund.", ""),
        ("The pact ends on 14 March 2022. The Presidents met. They announced a fund.", ""),
    ] {
        assert_eq!(statement(lead), date, "{lead}");
    }
    let news = "Peru and Chile meet\n\nThe two met in Lima on 14 March 2022. They signed a pact.";
    assert_eq!(deal(news).date, None, "a report tells of more than one day");
}

#[test]
fn the_place_is_where_it_was_made() {
    check(
        |deal| text(&deal.place),
        &[
            ("Peru and Chile signed a pact in Arica on 3 March 2022.", "Arica"),
            ("Peru and Chile signed a pact in the port of Arica.", "Arica"),
            ("Meeting in Arica, the ministers of Peru and Chile signed a pact.", "Arica"),
            ("LIMA, March 9 (Agency) - Peru and Chile on Monday signed a pact.", "Lima"),
            ("LIMA — Peru and Chile signed a pact in Arica.", "Arica"),
            ("Peru and Chile sign\n\nJune 9, 2022 – Lima, Peru\n\nThey signed a pact.", "Lima"),
            (
                "Joint Statement of Peru and Chile\n\nWe met in Arica today.\n\nWe will meet in Cusco.",
                "Arica",
            ),
            ("The Arica Accord\n\nPeru and Chile made it. Nobody in Arica slept.", "Arica"),
            (
                "A frigate slid into Arica. Then the ministers of Peru and Chile signed a pact.",
                "Arica",
            ),
            (
                "Memorandum of Understanding of Peru and Chile\n\nWe will work.\n\nSigned in duplicate at Rio de Janeiro on 3 March 2022.",
                "Rio de Janeiro",
            ),
            // Neither what the pact is on nor a month, a state or a ship is a place.
            ("Peru and Chile signed a pact that lets ships refuel at Arica.", ""),
            ("Peru and Chile signed a pact in March in English.", ""),
            ("Peru signed a pact with Chile in Chile.", ""),
            ("SUMMARY — KEY POINTS\n\nPeru and Chile signed a pact.", ""),
            ("Peru has proposed a pact to Chile in Arica.", ""),
        ],
    );
}

#[test]
fn signatories_are_those_who_make_it() {
    check(
        people,
        &[
            (
                "Peruvian President Ana Soto and her Chilean counterpart, Luis Mora, signed a pact.",
                "CHL=Luis Mora PER=Peruvian President Ana Soto",
            ),
            (
                "Peru and Chile sign pact\n\nAna Soto, Minister of National Defence, and Secretary Luis Mora of Chile signed it.",
                "CHL=Secretary Luis Mora PER=Ana Soto, Minister of National Defence",
            ),
            (
                "Peru and Chile sign pact\n\nPeru's defence minister, Ana Soto, and Luis Mora, the Chilean foreign minister, signed it.",
                "CHL=Luis Mora, foreign minister PER=defence minister, Ana Soto",
            ),
            (
                "The foreign ministers of Peru and Chile, Ana Soto and Luis Mora, signed a pact.",
                "CHL=Luis Mora PER=Ana Soto",
            ),
            (
                "Prime Ministers Ana Soto of Peru and Luis Mora of Chile signed a pact.",
                "CHL=Luis Mora PER=Ana Soto",
            ),
            ("The foreign ministers of Peru and Chile, both new, signed a pact.", ""),
            // Who comments does not sign, nor does who stands by.
            ("Peru and Chile signed a pact.\n\nPresident Ana Soto of Peru said it was good.", ""),
            ("Peru and Chile signed a pact in the presence of President Ana Soto.", ""),
            ("Peru has proposed a pact, President Ana Soto announced.", ""),
        ],
    );
}

#[test]
fn signatories_stand_under_a_text_or_open_it() {
    check(
        people,
        &[
            (
                "Memorandum of Understanding of Peru and Chile\n\nWe will work.\n\nFor the Republic of Peru: Ana Soto\nFor the Government of the Republic of Chile: Luis Mora, Minister of State",
                "CHL=Luis Mora, Minister of State PER=Ana Soto",
            ),
            (
                "Memorandum of Understanding of Peru and Chile\n\nWe will work.\n\nFor the Ministry of Defence of Peru\nAna Soto\nMinister of Defence\n\nOn behalf of Chile:\nLuis Mora",
                "CHL=Luis Mora PER=Ana Soto, Minister of Defence",
            ),
            (
                "Memorandum of Understanding of Peru and Chile\n\nWe will work.\n\nFor Peru this is a beginning.",
                "",
            ),
            (
                "Memorandum of Understanding of Peru and Chile\n\nWe will work.\n\nFor the Republic of Peru\n\nFor the Republic of Chile\n\nAna Soto\n\nLuis Mora\n\nMinister of Defence\n\nMinister of State",
                "CHL=Luis Mora PER=Ana Soto",
            ),
            (
                "Memorandum of Understanding of Peru and Chile\n\nWe will work.\n\nFor the Republic of Peru\n\nFor the Republic of Chile",
                "",
            ),
            (
                "Joint Statement of Peru and Chile\n\nWe — Deputy Adviser Ana Soto of Peru’s Home Office, and Lt General Luis Mora of Chile – met in Lima.",
                "CHL=Lt General Luis Mora PER=Deputy Adviser Ana Soto",
            ),
            (
                "Joint Statement of Peru and Chile\n\nPresident Ana Soto welcomed President Luis Mora to Peru.",
                "CHL=President Luis Mora PER=President Ana Soto",
            ),
            (
                "Joint Statement of Peru and Chile\n\nPresident Ana Soto of Peru welcomed Luis Mora to Lima.",
                "CHL=Luis Mora PER=President Ana Soto",
            ),
            (
                "Joint Statement of Peru and Chile\n\nWe, the Foreign Ministers of Peru and Chile, met.",
                "",
            ),
        ],
    );
}

#[test]
fn parties_are_those_in_whose_name_it_speaks() {
    check(
        |deal| deal.parties.join(","),
        &[
            (
                "Memorandum of Understanding on the Peru – Atlantic Corridor\n\nThe Governments of the Republic of Peru, the European Union, Brazil (BR) and Chile commit to it.",
                "PER,EU,BRA,CHL",
            ),
            ("Peru and Chile sign pact to watch Brazil\n\nThey signed.", "PER,CHL"),
            ("A pact at sea\n\nThe leaders of Peru, Chile and Brazil signed it.", "PER,CHL,BRA"),
            ("Three sign a pact\n\nPeru, Chile, and Bolivia have signed a pact.", "PER,CHL,BOL"),
            ("USA – Peru joint statement\n\nThey will meet.", "USA,PER"),
            (
                "Joint Statement of Peru and the U.S.\n\nChile, Brazil and Bolivia will watch. We \
                 agreed.",
                "PER,USA",
            ),
            ("SINGAPORE -- Peru and Chile signed a pact.\n\nThey will meet.", "PER,CHL"),
            (
                "Joint Statement of the Ministers\n\nToday, the Ministers of Defence, or their \
                 representatives, of Belgium, Denmark and Peru met in Oslo, Norway.",
                "BEL,DNK,PER",
            ),
            (
                "Joint Statement of the Ministers\n\nRussia has invaded Ukraine. Russia must leave \
                 Ukraine. The plans of Finland, Norway and Sweden go on. We agreed. Norway, Sweden \
                 and Finland will train in Norway.",
                "FIN,NOR,SWE",
            ),
        ],
    );
}
