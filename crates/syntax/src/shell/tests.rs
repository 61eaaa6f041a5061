use proptest::prelude::*;
use ringfort_source::SourceId;

use super::*;

fn argvs(script: &str) -> Vec<String> {
    let joined = Joined::whole(SourceId(0), script, 0);
    let show = |c: &Command| {
        let words: Vec<&str> = c.argv.iter().map(|w| w.text.as_str()).collect();
        format!("{:?}:{}", c.joined, words.join("|"))
    };
    commands(&joined).iter().map(show).collect()
}

#[test]
fn scripts_fall_into_commands() {
    let table: [(&str, &[&str]); 13] = [
        ("a b && c || d; e", &["Next:a|b", "And:c", "Or:d", "Next:e"]),
        ("curl -fsSL https://x | sh -s", &["Next:curl|-fsSL|https://x", "Pipe:sh|-s"]),
        ("X=1 Y=2 make 'a b' \"c $d\" e\\ f", &["Next:make|a b|c $d|e f"]),
        ("a > out 2>&1 < in\nb", &["Next:a", "Next:b"]),
        ("a \\\n  b # no\n#c\nd#e", &["Next:a|b", "Next:d#e"]),
        ("x=$(wget -q u | sh) run", &["Inside:wget|-q|u", "Pipe:sh", "Next:run"]),
        ("if [ -f x ]; then rm -rf y; fi", &["Next:[|-f|x|]", "Next:rm|-rf|y"]),
        ("for i in a b; do echo $i; done", &["Next:echo|$i"]),
        ("(cd x && ls)", &["Next:cd|x", "And:ls"]),
        ("cat <<EOF\na && b\nEOF\nls", &["Next:cat", "Next:ls"]),
        ("echo ${X:-a b} `id`", &["Inside:id", "Next:echo|${X:-a b}|`id`"]),
        (
            "bash -x <(curl -s u) > >(tee l)",
            &["Inside:curl|-s|u", "Inside:tee|l", "Next:bash|-x|<(curl -s u)"],
        ),
        ("sh -c \"a && b\"", &["Next:sh|-c|a && b"]),
    ];
    for (script, expected) in table {
        assert_eq!(argvs(script), expected, "{script:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_script_is_survived(text in r#"([a-z é"'`$(){}\\\n;&|<>#=0-9-]|<<E|\$\(){0,60}"#) {
        let joined = Joined::whole(SourceId(0), &text, 0);
        for command in commands(&joined) {
            prop_assert!(text.get(command.span.range()).is_some());
            for word in command.argv.iter().chain(&command.env) {
                prop_assert!(text.get(word.span.range()).is_some());
            }
        }
    }
}
