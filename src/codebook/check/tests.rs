//! What the check says of short codebooks.

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
