//! What the coder makes of short texts, hits beside near misses.

use std::sync::LazyLock;

use super::*;
use crate::codebook::CodebookFile;
use crate::format::{self, Format};
use crate::source::Origin;
use crate::statement::segment;

mod coded;
mod fit;
mod learn;

const NEWS: &str = "Germany and Italy weigh closer ties";
const JOINT: &str = "Joint Statement of the United States and Japan";

struct Coded {
    deal: Deal,
    kind: Kind,
    level: Option<Level>,
    dimensions: Vec<String>,
}

static TOOLS: LazyLock<(Codebook, Coder)> = LazyLock::new(|| {
    let codebook = Codebook::defence();
    let coder = Coder::new(&codebook);
    (codebook, coder)
});

/// A text as a source, and its statements.
fn read(text: &str) -> (Source, Vec<Statement>) {
    let origin = Origin::Embedded("test.txt");
    let source = format::read(text.as_bytes(), Format::Text, "test.txt", origin, &mut Vec::new());
    let statements = segment(&source);
    (source, statements)
}

/// Codes a text and tells of its last statement.
fn code(text: &str) -> Coded {
    let (codebook, coder) = &*TOOLS;
    let (source, statements) = read(text);
    let super::Coded { deal, mut codings, .. } = coder.code(&source, &statements);
    assert_eq!(codings.len(), statements.len());
    let last = codings.pop().expect("a statement");
    let dimensions = last.dimensions.iter().map(|&d| codebook.dimensions[d].id().to_owned());
    Coded { deal, kind: last.kind, level: last.level, dimensions: dimensions.collect() }
}

/// Each row: a text and the dimensions it is about, comma-separated.
fn check_dimensions(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let coded = code(&format!("{JOINT}\n\n{text}"));
        assert_eq!(coded.dimensions.join(","), *expected, "{text}");
    }
}

/// Each row: a text, "provision", "commentary" ..., and the level or 0.
fn check_kinds(title: &str, rows: &[(&str, &str, u8)]) {
    for (text, kind, level) in rows {
        let coded = code(&format!("{title}\n\n{text}"));
        let found = (coded.kind.name(), coded.level.map_or(0, Level::number));
        assert_eq!(found, (*kind, *level), "{text}");
    }
}

#[test]
fn words_in_passing_are_about_nothing() {
    check_dimensions(&[
        ("The ministers will reform defence procurement.", "defence-industry"),
        ("Defence counsel will submit the papers.", ""),
        ("Both sides will lower tariffs on steel.", "economy"),
        ("The ministers will accept the trade-off.", ""),
        ("The navies will exercise together every year.", "military,maritime"),
        ("Both sides will exercise caution.", ""),
        ("Both sides will train troops in Okinawa.", "military"),
        ("Japan will join forces with the United States on a vaccine.", ""),
        ("Japan and the United States will join forces on access to vaccines.", ""),
        ("Japan will join the forces of the United States in an exercise.", "military"),
        ("Both sides will share training data on harvests.", ""),
        ("Both sides will share intelligence.", "intelligence"),
        ("Both sides will govern artificial intelligence.", "technology"),
        ("Both sides will build a network of schools.", ""),
        ("Both sides will harden networks against cyber attacks.", "cyber"),
        ("Both sides will launch satellites.", "space"),
        ("Both sides will leave space for dialogue.", ""),
        ("Both sides will cut emissions.", "energy"),
        ("Both sides will improve the political climate.", ""),
    ]);
}

#[test]
fn offices_mention_their_field_in_passing() {
    check_dimensions(&[
        ("The Minister of Defence and the Secretary of Energy will travel.", ""),
        ("The Foreign and Defence Ministers will travel.", ""),
        ("Both sides will deepen cooperation in defence.", "military"),
    ]);
}

#[test]
fn the_fields_of_an_office_are_not_what_a_text_is_about() {
    check_dimensions(&[
        ("The Ministry of Trade, Industry, and Energy will join the talks on exams.", ""),
        ("They will trade in energy, and a ministry is to watch it.", "energy,economy"),
    ]);
}

#[test]
fn what_is_not_covered_is_not_coded() {
    check_dimensions(&[
        ("The agreement covers cyber security.", "cyber"),
        ("The agreement does not cover cyber security.", ""),
        ("The agreement does not cover fisheries, but it will raise cyber security.", "cyber"),
        ("The text makes no mention of export controls.", ""),
    ]);
    check_kinds(NEWS, &[("The agreement does not cover cyber security.", "provision", 3)]);
}

#[test]
fn defence_cooperation_is_military_unless_industry_is_beside_it() {
    check_dimensions(&[
        ("Both sides will expand defence cooperation.", "military"),
        (
            "Both sides will expand defence cooperation on the production of engines.",
            "defence-industry",
        ),
        ("Both sides will build submarines.", "defence-industry"),
    ]);
}

#[test]
fn in_a_list_of_domains_space_and_cyber_count_and_the_sea_does_not() {
    check_dimensions(&[(
        "Forces will work on interoperability across land, sea, air, space and cyber domains.",
        "military,cyber,space",
    )]);
}

#[test]
fn economic_security_and_coercion_are_no_trade() {
    check_dimensions(&[
        ("Both sides will protect economic security.", "supply-chains"),
        ("Both sides will resist economic coercion.", "hybrid"),
        ("Both sides will expand trade and investment.", "economy"),
        ("Both sides will stop the illicit trade in antiquities.", "people"),
        ("Both sides will expand defense trade.", "defence-industry"),
    ]);
}

#[test]
fn a_class_of_words_is_known_and_its_near_miss_is_not() {
    check_dimensions(&[
        // defence-industry: a weapon with a verb of making or buying
        ("The yard will build two corvettes.", "defence-industry"),
        ("Two corvettes will call at the port.", "maritime"),
        ("The firms will overhaul howitzers.", "defence-industry"),
        ("A horse will win the horse trading.", ""),
        // military: soldiers and what they do
        ("Paratroopers of both states will train in spring.", "military"),
        ("The police force will train in spring.", ""),
        ("Patrol planes will refuel at the airfield.", "military"),
        // cyber: a break-in with what is broken into
        ("Both sides will report breaches of computer networks.", "cyber"),
        ("Both sides will report breaches of contract.", ""),
        ("Both sides will back a network of museums.", "people"),
        // hybrid
        ("Both sides will expose deepfakes and troll farms.", "hybrid"),
        ("Both sides will buy hybrid cars.", ""),
        // infrastructure: a lifeline with what keeps it
        ("Both sides will guard the pipelines against sabotage.", "infrastructure"),
        ("Both sides will fill the pipeline of projects.", ""),
        // supply-chains
        ("Both sides will stockpile cobalt.", "supply-chains"),
        ("Both sides will clear the minefield of old quarrels.", ""),
        // technology
        ("A wafer plant and a robotics laboratory will open.", "technology"),
        // maritime: the sea with order on it
        ("Cutters will chase smugglers in coastal waters.", "maritime"),
        ("The ministers will brave a sea of paper.", ""),
        // space
        ("Both sides will orbit a cubesat.", "space"),
        ("Both sides will rent office space.", ""),
        // energy
        ("Both sides will link their electricity grids.", "energy"),
        ("The deal will get the green light.", ""),
        // export-controls
        ("Neither side will re-export the engines without a licence.", "export-controls"),
        ("Drivers will need a driving licence.", ""),
        // institutions
        ("A steering committee will meet every six months.", "institutions"),
        ("The committed will meet the crowd.", ""),
        // region
        ("Both sides will help the Sahel.", "region"),
        ("Both sides will fly the Trans-Balkan route.", ""),
        // intelligence
        ("Both sides will protect classified information.", "intelligence"),
        ("The secretary will keep the recipe.", ""),
        // people
        ("Both sides will fund scholarships and museums.", "people"),
        ("The security scholar will write a book.", ""),
    ]);
}

#[test]
fn what_is_left_out_is_not_coded_wherever_the_denial_stands() {
    check_dimensions(&[
        ("Space cooperation is left out, but trade in goods will grow.", "economy"),
        (
            "Basic research in quantum computing is exempt from the export rules.",
            "technology,export-controls",
        ),
    ]);
}

#[test]
fn hints_give_way_to_what_is_certain() {
    check_dimensions(&[
        ("Vessels and ships will watch the coast.", "maritime"),
        ("The shipyards will build vessels, ships and ammunition.", "defence-industry"),
    ]);
}

#[test]
fn a_pronoun_goes_on_with_the_dimension_before() {
    let about = |text: &str| code(&format!("{JOINT}\n\n{text}")).dimensions.join(",");
    assert_eq!(about("A cyber desk will open. It will pool software."), "cyber");
    assert_eq!(about("A cyber desk will open. The ministers will pool tea."), "");
}

#[test]
fn a_hint_is_enough_while_the_text_stays_with_its_topic() {
    let about = |text: &str| code(&format!("{NEWS}\n\n{text}")).dimensions.join(",");
    let more = "Rome wants uranium for the two plants that are to be mended.";
    assert_eq!(about(more), "");
    assert_eq!(about(&format!("Both sides will share nuclear power. {more}")), "energy");
    // Another topic stands between.
    let other = "A cyber desk will open in Berlin by the end of the year.";
    let text = format!("Both sides will share nuclear power. {other} {more}");
    assert_eq!(about(&text), "");
    // A sentence with a topic of its own stays with the other where its words do.
    let own = "Rome wants uranium watched by a cyber desk that is to be opened.";
    assert_eq!(about(&format!("Both sides will share nuclear power. {own}")), "cyber,energy");
}

#[test]
fn spelling_is_free() {
    check_dimensions(&[
        ("Both sides will modernise defence equipment.", "defence-industry"),
        ("Both sides will modernize defense equipment.", "defence-industry"),
        ("Both sides will decarbonize.", "energy"),
        ("Both sides will decarbonise.", "energy"),
    ]);
}

#[test]
fn the_main_verb_decides_the_level() {
    check_kinds(
        JOINT,
        &[
            ("We will expand joint exercises.", "provision", 3),
            ("We intend to expand joint exercises.", "provision", 2),
            ("We look forward to the launch of the dialogue that will follow.", "provision", 2),
            ("We are exploring joint exercises.", "provision", 1),
            ("We discussed how we will expand joint exercises.", "provision", 1),
            ("We discussed priorities and will continue to work closely.", "provision", 3),
            (
                "Building on plans to train together, we established a joint committee.",
                "provision",
                3,
            ),
            ("We welcome plans to train together.", "provision", 2),
            ("We plan to explore joint exercises.", "provision", 1),
            ("We reaffirm our commitment to joint exercises in May.", "provision", 3),
        ],
    );
}

#[test]
fn the_parties_own_text_knows_stances_praise_and_the_scene() {
    check_kinds(
        JOINT,
        &[
            ("We condemn the attack on Ukraine.", "commentary", 0),
            ("We will impose sanctions on Russia.", "provision", 3),
            ("Our alliance has never been stronger.", "commentary", 0),
            ("We celebrate the signing of the memorandum.", "provision", 3),
            ("We underscore the importance of resilient supply chains.", "provision", 2),
            ("We underscore the importance of elections in Sudan.", "commentary", 0),
            ("Meanwhile, Russia continues to wage war.", "background", 0),
        ],
    );
}

#[test]
fn a_speaker_and_a_scene_are_no_terms() {
    check_kinds(
        JOINT,
        &[
            ("I am very pleased to be back in Tokyo.", "commentary", 0),
            ("The increased activity in our region is of strategic importance.", "commentary", 0),
            ("We will expand our exercises in the region.", "provision", 3),
        ],
    );
    let report = "Chile and Peru sign pact\n\nChile and Peru signed a pact in Lima in 2025.\n\n";
    for (text, kind) in [
        ("The 2021 exercise saw, for the first time, frigates of both navies.", "background"),
        ("The two navies had met on 17 June 2009.", "background"),
        ("The navies will have joint patrols by 2028.", "provision"),
        ("The pact covers 2000 soldiers and their barracks.", "provision"),
        ("The pact is evidence of a broader shift, and its limits are obvious.", "commentary"),
    ] {
        assert_eq!(code(&format!("{report}{text}")).kind.name(), kind, "{text}");
    }
}

#[test]
fn a_newspaper_reports_comments_and_recalls() {
    check_kinds(
        "Germany and Italy agree on defence pact",
        &[
            ("Germany and Italy signed an agreement on defence.", "provision", 3),
            ("Italy and Germany want to train together.", "provision", 2),
            ("Under the pact, Berlin will station a brigade in Italy.", "provision", 3),
            ("The agreement calls for joint exercises.", "provision", 2),
            ("The pact, signed on Friday, calls for joint exercises.", "provision", 2),
            ("The treaty provides for joint patrols that could be extended.", "provision", 3),
            ("Analysts warn that the pact could end up toothless.", "commentary", 0),
            ("This matters because Europe has few such pacts.", "commentary", 0),
            ("The agreement is a sign of growing trust.", "commentary", 0),
            ("Meanwhile, France held talks with Spain.", "background", 0),
            ("It had signed similar accords with France in 2019.", "background", 0),
            ("Germany still has industrial ties with France.", "background", 0),
        ],
    );
}

#[test]
fn a_newspaper_tells_terms_scenes_and_reactions_apart() {
    check_kinds(
        "Germany and Italy agree on defence pact",
        &[
            ("Workshare is pegged at half and half.", "provision", 3),
            ("In return, Rome gets first refusal on the ore.", "provision", 3),
            ("Italy is sending two officers to Berlin.", "provision", 3),
            ("The pact would be a headache, said Ada Neri, a professor at Padua.", "commentary", 0),
            ("The weakest part is the chapter on energy.", "commentary", 0),
            ("The Kremlin declined to comment.", "background", 0),
            ("China's foreign ministry said it had taken note of the pact.", "background", 0),
            (
                "Italy is the third-largest exporter of wine after Spain and France.",
                "background",
                0,
            ),
            ("The captain waved as the crowd arrived.", "background", 0),
        ],
    );
}

/// The same words, told as a term of the deal, as a verdict and as a fact.
#[test]
fn how_a_sentence_is_built_tells_a_term_from_a_verdict() {
    check_kinds(
        "Germany and Italy agree on defence pact",
        &[
            ("A joint cyber desk in Rome is staffed by both ministries.", "provision", 3),
            (
                "The pact is still no stronger than the ministers who have to run it.",
                "commentary",
                0,
            ),
            ("A cyber desk opened in Rome in 2009 had been shut by 2014.", "background", 0),
            ("Duties on 40 kinds of steel are to be lifted.", "provision", 3),
            ("That is a long way from what the steel mills wanted.", "commentary", 0),
            ("Helium for the chip plants is set aside at a fixed price.", "provision", 3),
            ("“This is the sort of thing that friends do,” he said.", "commentary", 0),
        ],
    );
}

#[test]
fn would_is_will_where_somebodys_words_are_reported() {
    check_kinds(
        "Germany and Italy sign defence pact",
        &[
            ("The minister said the two navies would patrol together.", "provision", 3),
            ("The minister said the two navies would seek to patrol together.", "provision", 2),
            ("The minister said the two navies would explore joint patrols.", "provision", 1),
            ("Under the plan, the two navies would patrol together.", "provision", 1),
            ("Under the plan, the two yards would assemble engines for frigates.", "provision", 1),
            ("Under the plan, the two yards assemble engines for frigates.", "provision", 3),
        ],
    );
}

#[test]
fn what_a_deal_foresees_and_is_made_for_is_an_aim() {
    check_kinds(
        "Germany and Italy agree on defence pact",
        &[
            ("A chapter on space foresees a launch of two satellites.", "provision", 2),
            ("A chapter on space sets up a launch of two satellites.", "provision", 3),
            ("The two firms have agreed to study a common engine.", "provision", 1),
            ("The two firms have agreed to build a common engine.", "provision", 3),
        ],
    );
    let purpose = treaty("The purpose of this Agreement is to protect the sea lanes.");
    assert_eq!(purpose.level, Some(Level::Intended));
}

#[test]
fn a_heading_announces_what_stands_under_it() {
    let kind = |text: &str| code(&format!("{NEWS}\n\n{text}")).kind.name();
    assert_eq!(kind("# Quick facts\n\nIts northern towns have fine engines."), "background");
    assert_eq!(kind("# Assessment\n\nIts northern towns have fine engines."), "commentary");
}

#[test]
fn what_outsiders_say_is_theirs_wherever_they_are_named() {
    check_kinds(
        "Germany and Italy sign defence pact",
        &[
            ("By opening the yards, experts say, the leaders have shown the way.", "commentary", 0),
            ("By opening the yards, the leaders agreed to share the work.", "provision", 3),
            ("What was signed is a framework, critics note, not a budget.", "commentary", 0),
            ("Germany still builds and buys arms with France.", "background", 0),
        ],
    );
    check_dimensions(&[
        (
            "Joint exercises will be held on land, in the air, at sea and in space.",
            "military,space",
        ),
        ("Joint exercises will be held at sea.", "military,maritime"),
    ]);
}

#[test]
fn a_qualifier_makes_a_duty_an_aim() {
    check_kinds(
        JOINT,
        &[
            ("The Parties shall train together.", "provision", 3),
            ("The Parties shall, where possible, train together.", "provision", 2),
            ("Aircraft of one Party may use the airfields of the other.", "provision", 3),
            ("The Parties may consider joint training.", "provision", 1),
        ],
    );
}

#[test]
fn a_proposal_caps_its_provisions_unless_something_was_agreed() {
    let deal = "The proposal centres on joint work on engines.\n\n";
    for (text, level) in
        [("The two sides aim to build engines.", 1), ("The two sides agreed to meet again.", 3)]
    {
        let coded = code(&format!(
            "The United States has pushed for a partnership with India.\n\n{deal}{text}"
        ));
        assert_eq!(coded.deal.status.as_deref(), Some("proposed"));
        assert_eq!(coded.level.map_or(0, Level::number), level, "{text}");
    }
}

/// The shell of a treaty around one clause.
fn treaty(clause: &str) -> Coded {
    code(&format!(
        "AGREEMENT BETWEEN NORWAY AND POLAND\n\nArticle 1\n\nThe Parties shall cooperate.\n\n\
         Article 2\n\nThe Parties shall consult.\n\n{clause}"
    ))
}

#[test]
fn a_treaty_binds_by_shall_and_opens_by_may() {
    for (clause, kind, level) in [
        ("The Parties shall hold joint exercises.", "provision", 3),
        ("The Parties shall endeavour to hold joint exercises.", "provision", 2),
        ("The Parties may hold joint exercises.", "provision", 1),
        ("Either Party may terminate this Agreement.", "provision", 3),
        ("No Party may open its ports to warships of a third state.", "provision", 3),
        ("The drones may be used only for patrols at sea.", "provision", 3),
        ("The Parties may hold joint exercises of no more than ten ships.", "provision", 1),
        ("Desiring to deepen cooperation between their armed forces,", "provision", 2),
        ("Convinced that cooperation contributes to security,", "background", 0),
        ("Recalling their friendship;", "background", 0),
        ("The Parties shall:", "structure", 0),
        ("- For the Government of the Republic of Peru", "structure", 0),
        ("- For the Navy, drills at sea each year", "provision", 3),
        ("The Parties may:\n\n(a) hold joint exercises;", "provision", 1),
        ("Exercises are intended to include:\n\n(a) joint patrols;", "provision", 2),
        ("The Parties shall:\n\n(a) hold joint exercises;", "provision", 3),
    ] {
        let coded = treaty(clause);
        let found = (coded.kind.name(), coded.level.map_or(0, Level::number));
        assert_eq!(found, (kind, level), "{clause}");
    }
}

#[test]
fn what_organises_a_text_says_nothing() {
    for text in [
        "###",
        "KEY TAKEAWAYS",
        "Attribution: official briefings.",
        "Source: ministry",
        "Cyber",
        "How two capitals talked each other into a cyber pact",
        "Copyright 2025 The Paper. All rights reserved.",
        "Ada Neri is a senior fellow at the Cyber Forum.",
        "The Republic of Italy (hereinafter \"Italy\"),",
    ] {
        let coded = code(&format!("{NEWS}\n\nItaly will train troops.\n\n{text}"));
        assert_eq!((coded.kind, coded.dimensions.len()), (Kind::Structure, 0), "{text}");
    }
}

#[test]
fn parties_stand_in_the_order_of_the_text() {
    for (text, parties) in [
        ("France and Poland sign a treaty amid fears of Russia\n\nThey met.", "FRA,POL"),
        ("Joint Statement from Quad Leaders\n\nWe met.", "AUS,IND,JPN,USA"),
        (
            "Joint Statement of Japan, the Philippines, and the United States\n\nWe met.",
            "JPN,PHL,USA",
        ),
        ("German Chancellor A met Italian Prime Minister B in Rome.", "DEU,ITA"),
        ("AGREEMENT BETWEEN THE KINGDOM OF NORWAY AND POLAND\n\nArticle 1", "NOR,POL"),
        ("The UK-EU deal\n\nLondon and Brussels agreed.", "GBR,EU"),
        ("Let us talk turkey\n\nNothing is named.", ""),
    ] {
        assert_eq!(code(text).deal.parties.join(","), parties, "{text}");
    }
}

#[test]
fn a_deal_says_what_it_is_and_nothing_is_guessed() {
    let told = |text: &str| {
        let Deal { instrument, status, date, place, .. } = code(text).deal;
        [instrument, status, date, place].map(Option::unwrap_or_default).join("|")
    };
    for (text, expected) in [
        ("France and Poland signed a treaty in Paris on Friday.", "treaty|signed||Paris"),
        ("Italy and Spain announced a strategic partnership.", "partnership|announced||"),
        (
            "The pact between Italy and Spain entered into force on 3 March 2022.",
            "agreement|in-force||",
        ),
        ("Italy said it may buy Spanish ships.", "|||"),
        ("Joint Statement of Italy and Spain\n\nWe met.", "joint statement|announced||"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn people_go_to_the_party_that_the_text_gives_them() {
    let people = |text: &str| {
        let signatories = code(text).deal.signatories;
        let row = |(party, names): (String, Vec<String>)| format!("{party}={}", names.join("+"));
        signatories.into_iter().map(row).collect::<Vec<_>>().join(" ")
    };
    for (text, expected) in [
        (
            "German Chancellor Anna Berg and Italian Prime Minister Ugo Neri signed a pact.",
            "DEU=German Chancellor Anna Berg ITA=Italian Prime Minister Ugo Neri",
        ),
        (
            "President Joan R. Doe of the United States and Prime Minister Sato Ken of Japan met.",
            "JPN=Prime Minister Sato Ken USA=President Joan R. Doe",
        ),
        // Which president is whose, the sentence does not say.
        (
            "Joint Statement of the United States and South Korea\n\nPresident Doe met President Yun.",
            "=President Doe+President Yun",
        ),
        ("Germany and Italy signed a pact, analysts say.", ""),
    ] {
        assert_eq!(people(text), expected, "{text}");
    }
}

/// Words at which the readers of a deal look twice, and characters that trip
/// whoever counts bytes.
const SNAGS: &[&str] = &[
    "President",
    "Prime Minister",
    "of",
    "Japan",
    "Japan, Mr.",
    "Jr.",
    "(a)",
    "4.",
    "é",
    "“",
    "’s",
    ":",
    ";",
    ", ",
    "signed",
    "Done at",
    "in",
    "2019",
    "May",
    "March 3, 2022",
    "Recognising",
    "said",
    "that",
    "\u{301}",
    "İ",
    "ẞ",
];

/// Statements are cut at a length, and a phrase may lie across the cut.
#[test]
fn a_phrase_across_a_cut_belongs_to_nobody() {
    for shift in 0..30 {
        let text = "x".repeat(shift) + &" president of United States reported that".repeat(400);
        let (source, statements) = read(&text);
        assert_eq!(TOOLS.1.code(&source, &statements).codings.len(), statements.len());
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn any_text_is_coded(picks in proptest::collection::vec((0..SNAGS.len(), ".{0,3}"), 0..40)) {
        let words = picks.iter().flat_map(|(pick, other)| [SNAGS[*pick], other.as_str(), " "]);
        let text: String = words.collect();
        let (source, statements) = read(&text);
        let codings = TOOLS.1.code(&source, &statements).codings;
        proptest::prop_assert_eq!(codings.len(), statements.len());
    }
}

#[test]
fn british_hyphens_are_no_other_words() {
    check_dimensions(&[
        ("Both sides will step up their defence co-operation.", "military"),
        ("Both sides will step up their defence cooperation.", "military"),
        ("The ministers will deepen armaments co-operation.", "defence-industry"),
    ]);
}

#[test]
fn who_learns_what_decides_whether_people_meet() {
    check_dimensions(&[
        ("Japan will host a study tour for experts on gas.", "energy,people"),
        ("Both sides will develop a skilled workforce for quantum computing.", "technology,people"),
        ("Both sides desire military exercises, education and training.", "military"),
        ("The first person-to-person meeting of the ministers will be in May.", "institutions"),
    ]);
}

#[test]
fn capabilities_that_are_developed_are_industry() {
    check_dimensions(&[
        ("Both sides will develop a new deep strike capability.", "defence-industry"),
        ("Germany will procure British military bridges.", "defence-industry"),
        ("The agreement covers maritime patrol and reconnaissance aircraft.", "military,maritime"),
        ("Noting an application of General Electric, the sides agreed.", ""),
    ]);
}

#[test]
fn labels_leads_and_parties_are_structure() {
    check_kinds(
        NEWS,
        &[
            ("Q1: What does the treaty say about bases?", "structure", 0),
            (
                "The Federal Council of one, their States thereafter referred to as “the Parties”,",
                "structure",
                0,
            ),
            ("The Participants will cooperate in the following areas:", "structure", 0),
        ],
    );
    check_kinds(
        JOINT,
        &[(
            "To expand and deepen our technology partnership, the United States and Japan are \
             launching new initiatives and welcoming new cooperation between our governments, \
             industry and academia in the following domains:",
            "provision",
            3,
        )],
    );
}

#[test]
fn news_tells_outcomes_and_promises_in_passing() {
    check_kinds(
        NEWS,
        &[
            ("One of the key outcomes was the adoption of terms for trade talks.", "provision", 3),
            (
                "The partnership signals a tougher stance, with both sides pledging to protect \
                 their supply chains.",
                "provision",
                3,
            ),
            ("The accord owes its origin to talks in Paris.", "background", 0),
        ],
    );
}

#[test]
fn a_recital_that_affirms_a_will_is_an_aim() {
    check_kinds(
        JOINT,
        &[
            (
                "Reaffirming their wish to strengthen relations between their forces;",
                "provision",
                2,
            ),
            ("Reaffirming the bonds between their peoples;", "background", 0),
        ],
    );
}

/// The dimensions of a sentence by the default codebook with something changed in it.
fn changed(from: &str, to: &str, text: &str) -> Vec<String> {
    let CodebookFile { text: toml, .. } = CodebookFile::default();
    assert!(toml.contains(from), "{from}");
    let file = CodebookFile { name: "mine.toml".into(), text: toml.replacen(from, to, 1).into() };
    let codebook = file.read().unwrap();
    let coder = Coder::new(&codebook);
    let text = format!("{NEWS}\n\n{text}");
    let (source, statements) = read(&text);
    let coded = coder.code(&source, &statements);
    let about = coded.codings.last().unwrap().dimensions.iter();
    about.map(|d| codebook.dimensions[*d].id().to_owned()).collect()
}

#[test]
fn words_lean_to_dimensions_that_no_cue_names_where_they_were_learnt() {
    let text = "Cucumbers and grapes will reach the grocers of both countries by spring.";
    let key = "leanings = \"defence\"";
    assert_eq!(changed(key, key, text), ["economy"]);
    assert_eq!(changed(key, "", text), [""; 0]);
}

#[test]
fn a_cue_that_somebody_adds_counts_whatever_was_learnt() {
    let text = "Both sides will paint the sloths of the dialogue.";
    let (cue, added) = ("\"baikonur\"", "\"sloths\", \"baikonur\"");
    assert!(!changed(cue, cue, text).contains(&"space".to_owned()));
    assert!(changed(cue, added, text).contains(&"space".to_owned()));
}

#[test]
fn the_statement_behind_is_looked_at_unless_it_is_structure() {
    let (codebook, coder) = &*TOOLS;
    let text =
        "India and Japan met.\n\nBoth will fend off cyber attacks.\n\nNEXT STEPS\n\nThey met.";
    let (source, statements) = read(text);
    let found = coder.found(&source, &statements);
    let scene = Scene::new(coder, &source, &statements, &found);
    let next = |index: usize| scene.around(index, &Context::default()).stands.next;
    let cyber = codebook.dimension("cyber").unwrap();
    assert_eq!(statements.len(), 4);
    assert_eq!(next(0), Dimensions::from_iter([cyber]));
    assert!(next(1).is_empty(), "a heading");
    assert!(next(3).is_empty(), "the end");
}
