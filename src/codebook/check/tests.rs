//! What the check says of short codebooks.

use expect_test::expect;

use super::*;

/// Checks a codebook of one dimension, `rest` being what stands behind its
/// description; returns the faults and the notes without the file's name.
fn findings(top: &str, rest: &str) -> (Vec<String>, Vec<String>) {
    let text = format!(
        "id = \"a\"\nname = \"A\"\n{top}\n[[dimension]]\nid = \"law\"\nname = \"Law\"\nshort = \"LAW\"\ndescription = \"\"\n{rest}\n"
    );
    let file = CodebookFile { name: "a.toml".to_owned(), text: text.into() };
    let Findings { faults, notes } = check(&file.read().unwrap(), &file);
    let told = |problems: Vec<Problem>| problems.into_iter().map(|p| p.message).collect();
    (told(faults), told(notes))
}

fn faults(top: &str, rest: &str) -> Vec<String> {
    findings(top, rest).0
}

/// Each row: the phrases of `cues`, and the one fault of them, if any.
fn check_cues(rows: &[(&str, &str)]) {
    for (cues, expected) in rows {
        let found = faults("", &format!("cues = [{cues}]")).join("; ");
        let expected =
            if expected.is_empty() { String::new() } else { format!("`cues` of law: {expected}") };
        assert_eq!(found, expected, "{cues}");
    }
}

#[test]
fn a_cue_that_another_covers_is_told() {
    check_cues(&[
        (r#""court", "courts""#, ""),
        (r#""court", "court""#, r#""court" stands twice"#),
        (r#""court*", "courts""#, r#""courts" is found as "court*" already"#),
        (r#""courts", "court*""#, r#""courts" is found as "court*" already"#),
        (r#""court*", "court of law""#, ""),
        (r#""high court*", "courts""#, ""),
        (r#""defence law", "defense law""#, r#""defense law" is found as "defence law" already"#),
        (r#""law-making", "law making""#, r#""law making" is found as "law-making" already"#),
        (r#""ICC", "icc""#, r#""ICC" is found as "icc" already"#),
        (r#""ICC", "ICCs""#, ""),
        (r#""ICC*", "ICCs""#, r#""ICCs" is found as "ICC*" already"#),
    ]);
}

#[test]
fn a_cue_that_is_written_so_that_it_cannot_be_found_is_told() {
    check_cues(&[
        (r#""supreme court*""#, ""),
        (
            r#""court* of law""#,
            r#""court* of law" has a `*` that is not its last letter, and is never found"#,
        ),
        (r#"" court""#, r#"" court" has a blank too many, and is never found"#),
        (r#""*""#, r#""*" holds no word"#),
        (r#""Hague""#, ""),
        (
            r#""Supreme court""#,
            r#""Supreme court" is found with this capital only; in lower case it is found with any"#,
        ),
        (r#""Supreme Court""#, ""),
        (r#""ICC prosecutor""#, ""),
        (r#""Protocol 2""#, ""),
    ]);
    let (faults, notes) = findings("", r#"cues = ["before the ICC"]"#);
    assert_eq!(faults, [""; 0]);
    assert_eq!(notes.len(), 1);
}

#[test]
fn a_cue_that_is_always_silenced_is_told() {
    let rows = [
        (r#"passing = ["court of appeal"]"#, r#"cues = ["court"]"#, None),
        (r#"passing = ["court*"]"#, r#"cues = ["court"]"#, Some(r#""court*" in `passing`"#)),
        ("", "cues = [\"law\", \"bar\"]\nexcept = [\"bar\"]", Some(r#""bar" in `except`"#)),
        (r#"denial = ["no tax on"]"#, r#"cues = ["no tax on tea"]"#, Some("`denial`")),
        (r#"denial = ["no tax on"]"#, r#"cues = ["tea"]"#, None),
    ];
    for (top, rest, silencer) in rows {
        let found = faults(top, rest);
        assert_eq!(found.len(), usize::from(silencer.is_some()), "{top} {rest}: {found:?}");
        assert!(
            found.iter().all(|fault| fault.contains(silencer.unwrap_or_default())),
            "{found:?}"
        );
    }
}

#[test]
fn hints_and_rules_that_add_nothing_are_told() {
    let rule = |rule: &str| format!("cues = [\"court*\"]\n[[dimension.rule]]\n{rule}");
    let rows = [
        ("cues = [\"court*\"]\nhints = [\"judge\", \"bench\"]".to_owned(), 0, 0),
        ("cues = [\"court*\"]\nhints = [\"courts\", \"bench\"]".to_owned(), 1, 0),
        ("cues = [\"court*\"]\nhints = [\"judge\"]".to_owned(), 0, 1),
        (rule("cues = [\"judge\", \"bench\"]\nwith = [\"law\"]"), 0, 0),
        (rule("cues = [\"courts\"]\nwith = [\"law\"]"), 1, 0),
        (rule("cues = [\"judge\"]\nwith = [\"judge\"]"), 1, 0),
        (rule("cues = [\"judge\", \"bench\"]\nwith = [\"judge\", \"bench\"]"), 0, 2),
        (rule("cues = [\"test match judge\"]\nwithout = [\"test match\"]"), 1, 0),
        (rule("cues = [\"judge\"]\nwithout = [\"test match\"]"), 0, 0),
    ];
    for (rest, to_mend, to_know) in rows {
        let (faults, notes) = findings("", &rest);
        assert_eq!((faults.len(), notes.len()), (to_mend, to_know), "{rest}: {faults:?} {notes:?}");
    }
}

#[test]
fn dimensions_that_share_a_name_or_a_cue_are_told_with_their_line() {
    let text = r#"id = "a"
name = "A"

[[dimension]]
id = "law"
name = "Law"
short = "LAW"
description = ""
cues = ["court*"]

[[dimension]]
id = "order"
name = "law"
short = "law"
description = ""
cues = ["police", "courts"]
"#;
    let file = CodebookFile { name: "a.toml".to_owned(), text: text.into() };
    let Findings { faults, notes } = check(&file.read().unwrap(), &file);
    let told = |problems: &[Problem]| problems.iter().map(Problem::to_string).collect::<Vec<_>>();
    assert_eq!(
        told(&faults),
        [
            "a.toml:12: `name`: \"law\" names another dimension",
            "a.toml:14: `short`: \"law\" heads another dimension already",
        ]
    );
    assert_eq!(
        told(&notes),
        ["a.toml:16: `cues` of order: \"courts\" is the cue \"court*\" of law too"]
    );
}

#[test]
fn all_that_keeps_a_codebook_from_being_one_is_told_at_once() {
    let text = r#"id = "a"
nmae = "A"

[words]
teas = ["tea", "@none"]

[[dimension]]
id = "Law"
name = "Law"
descripton = "d"
cues = ["court"]

[[dimension]]
id = "sea"
name = "Sea
short = "THE WIDE SEA"
description = ""
cues = ["ship", 3, "@teas"]
hints = "boat"
shy = "yes"
yields_to = ["land", "law"]

[[dimension]]
id = "sea"
short = "S"
name = "Tea"
description = ""
hints = ["@teas"]
[[dimension.rule]]
cue = ["x"]
weight = -1
weigth = 2

[[dimension]]
id = "mute"
short = "M"
name = "Mute"
description = ""
"#;
    let file = CodebookFile { name: "a.toml".to_owned(), text: text.into() };
    let (_, faults) = file.read_whole();
    let told = |fault: &Problem| {
        let hint = fault.hint.as_ref().map(|hint| format!(" ({hint})"));
        fault.to_string().replace("a.toml:", "") + &hint.unwrap_or_default()
    };
    let told: Vec<String> = faults.iter().map(told).collect();
    expect![[r#"
        1: the codebook has no `name`
        2: unknown key `nmae`; known are id, name, leanings, words, passing, denial, denied, dimension (did you mean "name"?)
        5: `@none`: no list of `[words]` has this name (a list is named in the table `[words]`)
        7: this dimension has no `short`
        7: this dimension has no `description`
        8: `id`: "Law" is no identifier (use lower-case letters, digits and hyphens)
        10: unknown key `descripton`; known are id, name, short, description, cues, hints, yields_to, shy, rule, except (did you mean "description"?)
        15: `name`: invalid basic string, expected `"`
        16: `short`: "THE WIDE SEA" has not 1 to 8 characters (it heads a narrow column)
        18: `cues` should be a text in quotes
        19: `hints` should be a list: ["one", "another"]
        20: `shy` should be true or false
        21: `yields_to`: no dimension is called "land" (name the id of another dimension)
        21: `yields_to`: no dimension is called "law" (name the id of another dimension)
        24: `id`: "sea" stands twice (each dimension needs an id of its own)
        29: this rule has no `cues`
        30: unknown key `cue`; known are cues, with, without, weight (did you mean "cues"?)
        31: `weight`: -1 speaks for nothing (1 is enough alone, 0.5 needs another)
        32: unknown key `weigth`; known are cues, with, without, weight (did you mean "weight"?)
        35: `cues`: dimension "mute" has none (without cues nothing is ever found)
    "#]].assert_eq(&(told.join("\n") + "\n"));
    let error = file.read().unwrap_err();
    assert_eq!(error.to_string(), faults[0].to_string());
    assert!(error.hints().iter().any(|hint| hint.contains("--check a.toml")), "{error:?}");
}

#[test]
fn nothing_is_to_mend_in_the_codebooks_the_binary_carries() {
    for name in ["defence", "trade"] {
        let file = CodebookFile::find(name).unwrap();
        assert_eq!(check(&file.read().unwrap(), &file).faults, []);
    }
}

#[test]
fn a_shared_list_may_hold_what_is_a_cue_by_itself() {
    let words = "[words]\nbenches = [\"bench*\", \"court\"]";
    let listed = "cues = [\"court*\"]\nhints = [\"@benches\", \"judge\"]";
    assert_eq!(faults(words, listed), [""; 0]);
    let written = "cues = [\"court*\"]\nhints = [\"court\", \"judge\"]";
    let told = "`hints` of law: \"court\" is heard as the cue \"court*\" already";
    assert_eq!(faults("", written), [told]);
}
