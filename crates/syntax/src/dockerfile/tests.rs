use proptest::prelude::*;
use ringfort_source::SourceId;

use super::*;

const S: SourceId = SourceId(0);

#[test]
fn instructions_are_read_as_buildkit_does() {
    let text = "# syntax=docker/dockerfile:1\n# escape=\\\nfrom --platform=$X alpine AS b\n\
        RUN --mount=type=secret,id=k apk add \\\n  # why\n\n  curl \\  \n  && ls\n\
        CMD [\"a\", \"b c\"]\nCMD [a, b]\nRUN <<EOF bash\nls # x\nEOF\nONBUILD RUN x\nNOPE y\nUSER\n";
    let file = parse(S, text);
    let show = |i: &Instruction| format!("{} {:?}", i.keyword.text, i.args.text());
    let shown: Vec<_> = file.instructions.iter().map(show).collect();
    let expected = [
        r#"FROM "alpine AS b""#,
        r#"RUN "apk add   curl   && ls""#,
        r#"CMD "[\"a\", \"b c\"]""#,
        r#"CMD "[a, b]""#,
        r#"RUN "<<EOF bash""#,
        r#"ONBUILD "RUN x""#,
        r#"NOPE "y""#,
        r#"USER """#,
    ];
    assert_eq!(shown, expected);
    let at = |n: usize| &file.instructions[n];
    assert_eq!(at(0).flags[0].value.as_deref(), Some("$X"));
    assert_eq!(at(1).flags[0].name, "mount");
    let exec = at(2).exec.as_ref().expect("exec");
    assert_eq!(&text[exec[1].span.range()], "\"b c\"");
    assert_eq!(at(3).exec, None);
    assert_eq!(at(4).heredocs[0].body.text(), "ls # x\n");
    assert!(text[at(4).span.range()].ends_with("EOF\n"));
    assert_eq!(at(5).inner.as_ref().map(|i| i.keyword.text.as_str()), Some("RUN"));
    assert_eq!(file.errors.len(), 2, "unknown keyword, missing argument");
}

#[test]
fn words_trace_back_over_continued_lines() {
    let text = "RUN apt-get \\\n  install \\\n  -y curl\n";
    let file = parse(S, text);
    let words = file.instructions[0].words('\\');
    let traced: Vec<_> = words.iter().map(|w| &text[w.span.range()]).collect();
    assert_eq!(traced, ["apt-get", "install", "-y", "curl"]);
}

#[test]
fn variables_expand() {
    let lookup = |name: &str| match name {
        "A" => Some("1".to_owned()),
        "E" => Some(String::new()),
        _ => None,
    };
    let table = [
        ("x$A", Some("x1")),
        ("${A}y", Some("1y")),
        ("${N:-d$A}", Some("d1")),
        ("${E:-d}${E-d}", Some("d")),
        ("${A:+s}${N:+t}", Some("s")),
        ("'$A' \"$A\" \\$A", Some("$A 1 $A")),
        ("$N", None),
        ("${A%x}", None),
        ("a$", Some("a$")),
    ];
    for (word, expected) in table {
        assert_eq!(expand(word, '\\', &lookup).ok().as_deref(), expected, "{word}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_survived(text in r#"(FROM |RUN |COPY |ONBUILD |[a-z é"'`$(){}\\\n#=\[\],\r\t-]|<<E|\nE\n|\\\n|--a=b ){0,50}"#) {
        let file = parse(S, &text);
        for instruction in &file.instructions {
            prop_assert!(text.get(instruction.span.range()).is_some());
            for word in instruction.words('\\') {
                prop_assert!(text.get(word.span.range()).is_some());
            }
            for heredoc in &instruction.heredocs {
                prop_assert!(text.get(heredoc.body.all().range()).is_some());
            }
            let _ = expand(instruction.args.text(), '\\', &|n| (n == "a").then(|| "b".into()));
        }
        for error in &file.errors {
            prop_assert!(text.get(error.span.range()).is_some());
        }
    }
}
