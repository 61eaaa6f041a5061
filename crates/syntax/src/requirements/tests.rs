use proptest::prelude::*;

use super::*;

const S: SourceId = SourceId(0);

#[test]
fn lines_are_read_as_pip_does() {
    let text = "\u{feff}# head\n--index-url https://pypi.org/simple\n-rbase.txt\n--require-hashes\n\
        Flask[async,dotenv] >= 2.0, <3 ; python_version > '3.8'  # why\n\
        jinja2==3.1.4 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n\
        -e git+https://github.com/x/y@v1#egg=y\nz @ https://h/z.whl\n./local\nhttps://h/a.whl ; os_name == 'x'\n\
        pin===1.0\nstar==1.*\n!bad\n";
    let file = parse(S, text);
    let show = |r: &Requirement| {
        let url = r.url.as_deref().unwrap_or("-");
        format!("{} {:?} {} {url} {}", r.name, r.extras, r.specifier, r.hashes.len())
    };
    let shown: Vec<_> = file.requirements.iter().map(show).collect();
    let expected = [r#"Flask ["async", "dotenv"] >=2.0,<3 - 0"#, "jinja2 [] ==3.1.4 - 2"];
    assert_eq!(shown[..2], expected);
    assert_eq!(shown[2], "y []  git+https://github.com/x/y@v1#egg=y 0");
    assert_eq!(shown[3], "z []  https://h/z.whl 0");
    assert_eq!(shown[4], " []  ./local 0");
    assert_eq!(file.requirements[5].marker.as_deref(), Some("os_name == 'x'"));
    assert!(file.requirements[2].editable);
    let pins: Vec<_> = file.requirements.iter().filter_map(Requirement::pinned).collect();
    assert_eq!(pins, ["3.1.4", "1.0"]);
    let options: Vec<_> = file.options.iter().map(|o| format!("{}={}", o.name, o.value)).collect();
    assert_eq!(
        options,
        ["--index-url=https://pypi.org/simple", "--requirement=base.txt", "--require-hashes="]
    );
    assert_eq!(file.errors.len(), 1);
    let hash = &file.requirements[1].hashes[1];
    assert_eq!(&text[hash.span.range()], "--hash=sha256:bb");
    assert!(text[file.requirements[1].span.range()].ends_with("bb"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_survived(text in r"([a-z é#;=<>@\[\]\\\n\r:/.,-]|--hash=|-r|git\+|==){0,50}") {
        let file = parse(S, &text);
        for requirement in &file.requirements {
            prop_assert!(text.get(requirement.span.range()).is_some());
        }
        for error in &file.errors {
            prop_assert!(text.get(error.span.range()).is_some());
        }
    }
}
