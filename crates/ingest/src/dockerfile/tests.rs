use ringfort_model::image::{Base, CopyFrom, EffectiveUser, Instruction, is_root};
use ringfort_source::SourceId;

use super::*;

fn dockerfile(text: &str) -> Dockerfile {
    read(SourceId(0), "Dockerfile", text).0
}

#[test]
fn a_part_without_from_is_a_stage_over_an_unknown_image() {
    let (file, errors) = read(SourceId(0), "Dockerfile", "ARG P=22\nEXPOSE $P\nUSER 0\n");
    assert_eq!((file.stages.len(), errors.len()), (1, 1));
    assert_eq!(file.stages[0].steps.len(), 2);
    assert!(matches!(file.stages[0].base, Base::Unknown(..)));
    assert_eq!(read(SourceId(0), "Dockerfile", "ARG A\n").0.stages.len(), 0);
}

#[test]
fn stages_know_their_base_and_user() {
    let text = "ARG V=3.12\nARG NONE\nFROM python:${V}-slim AS Build\nUSER app:app\nFROM build\n\
        FROM build AS other\nUSER 0\nFROM scratch\nFROM $NONE\nFROM gcr.io/x/y:1\n\
        COPY --from=build /a /b\nCOPY --from=2 /a /b\nCOPY --from=nginx:1 /a /b\n";
    let file = dockerfile(text);
    let Base::Image(image, _) = &file.stages[0].base else { panic!("an image") };
    assert_eq!(image.text, "python:3.12-slim");
    assert_eq!(file.stages[1].base, Base::Stage(0));
    let user = |n: usize| file.effective_user(&file.stages[n]);
    let name = |n: usize| match user(n) {
        EffectiveUser::Set(user, _) => user.user.known().cloned(),
        _ => None,
    };
    assert_eq!((name(0).as_deref(), name(1).as_deref()), (Some("app"), Some("app")));
    assert_eq!(name(2).as_deref(), Some("0"));
    assert!(matches!(user(3), EffectiveUser::Scratch(_)));
    assert!(matches!(user(4), EffectiveUser::Unknown(..)));
    assert!(matches!(user(5), EffectiveUser::Base(..)));
    let from: Vec<_> = file.stages[5]
        .steps
        .iter()
        .filter_map(|s| match &s.instruction {
            Instruction::Copy(t) => Some(t.from.clone()),
            _ => None,
        })
        .collect();
    assert!(matches!(from[..], [CopyFrom::Stage(0), CopyFrom::Stage(2), CopyFrom::Image(..)]));
    assert_eq!(file.pulled().count(), 3);
}

#[test]
fn roots_are_recognised() {
    for (user, expected) in
        [("root", true), ("0", true), ("0:0", true), ("1000", false), ("", false)]
    {
        assert_eq!(is_root(user), expected, "{user:?}");
    }
}

#[test]
fn variables_follow_the_scopes() {
    let text = "ARG A=1\nFROM x\nENV S=$A\nARG A\nENV T=$A U=\"a b\" P=/x:$PATH\nENV old  c d\nUSER ${N:-app}\n";
    let file = dockerfile(text);
    let values: Vec<_> = file.stages[0]
        .steps
        .iter()
        .flat_map(|s| match &s.instruction {
            Instruction::Env(pairs) => pairs.clone(),
            _ => Vec::new(),
        })
        .map(|p| (p.key.text, p.value.and_then(|v| v.known().cloned())))
        .collect();
    let expected =
        [("S", None), ("T", Some("1")), ("U", Some("a b")), ("P", None), ("old", Some("c d"))];
    let expected: Vec<_> =
        expected.iter().map(|(k, v)| ((*k).to_owned(), v.map(str::to_owned))).collect();
    assert_eq!(values, expected);
}

#[test]
fn commands_come_from_every_form() {
    let table: [(&str, &[&str]); 6] = [
        (
            "RUN apt-get update && apt-get install -y curl",
            &["apt-get update", "apt-get install -y curl"],
        ),
        ("RUN [\"sh\", \"-c\", \"a && b\"]", &["sh -c a && b", "a", "b"]),
        ("RUN <<EOF\nset -e\npip install x\nEOF", &["set -e", "pip install x"]),
        ("RUN bash <<EOF\nls\nEOF", &["bash", "ls"]),
        ("RUN python3 <<EOF\nimport os\nEOF", &["python3"]),
        ("RUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF", &[]),
    ];
    for (line, expected) in table {
        let file = dockerfile(&format!("FROM x\n{line}\n"));
        let show = |words: &[ringfort_model::image::Word]| {
            words.iter().map(|w| w.text.clone()).collect::<Vec<_>>().join(" ")
        };
        let commands: Vec<_> = file.stages[0].run_commands().map(|(_, c)| show(&c.argv)).collect();
        assert_eq!(commands, expected, "{line}");
    }
}

#[test]
fn mistakes_are_named_and_the_rest_is_kept() {
    let (file, errors) =
        read(SourceId(0), "Dockerfile", "RUN x\nFROM a\nRNU y\nHEALTHCHECK NONE\n");
    assert_eq!(errors.len(), 2);
    assert_eq!(file.stages[0].steps.len(), 2);
}
