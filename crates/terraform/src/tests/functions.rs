use super::scan;

/// Expressions and what they give; `?` stands before the cause of what is not known.
const TABLE: [(&str, &str); 66] = [
    // Hashes and identifiers.
    ("md5(\"\")", r#""d41d8cd98f00b204e9800998ecf8427e""#),
    ("filesha1(\"a/x.txt\")", r#""11f6ad8ec52a2984abaafd7c3b516503785c2072""#),
    ("filemd5(\"none.txt\")", "?filemd5: none.txt is not part of the scan"),
    ("uuidv5(\"nope\", \"x\")", "?an argument of `uuidv5` is not of the expected kind"),
    ("bcrypt(\"x\")", "?bcrypt differs on every run"),
    // Time.
    ("timeadd(\"2024-02-28T23:59:59Z\", \"24h1s\")", r#""2024-03-01T00:00:00Z""#),
    ("timeadd(\"2024-01-01T00:00:00+02:00\", \"-1.5m\")", r#""2023-12-31T23:58:30+02:00""#),
    ("timecmp(\"2024-01-01T00:00:00+01:00\", \"2024-01-01T00:00:00Z\")", "-1"),
    (
        "formatdate(\"EEEE, D MMMM YY 'at' h:mmaa ZZZZZ\", \"2018-01-02T15:04:05+01:00\")",
        r#""Tuesday, 2 January 18 at 15:04pm +01:00""#,
    ),
    (
        "formatdate(\"QQ\", \"2018-01-02T15:04:05Z\")",
        "?an argument of `formatdate` is not of the expected kind",
    ),
    (
        "timeadd(\"2024-13-01T00:00:00Z\", \"1s\")",
        "?an argument of `timeadd` is not of the expected kind",
    ),
    ("timestamp()", "?timestamp is known when it runs only"),
    // Files of the scan.
    ("fileset(\"a\", \"**\")", r#"["b/y.json","x.txt"]"#),
    ("fileset(\"${path.module}/a\", \"*.{txt,json}\")", r#"["x.txt"]"#),
    ("fileset(\"a\", \"**/[!x]*.json\")", r#"["b/y.json"]"#),
    ("fileset(\"../out\", \"*\")", "?fileset: ../out is not part of the scan"),
    ("jsondecode(file(\"a/b/y.json\")).k", r#"["v"]"#),
    ("filebase64(\"a/x.txt\")", r#""eA==""#),
    // Encodings.
    (
        "csvdecode(\"a,b\\n\\\"x, y\\\",\\\"say \\\"\\\"hi\\\"\\\"\\\"\\n\")",
        r#"[{a:"x, y",b:"say \"hi\""}]"#,
    ),
    ("csvdecode(\"a,a\\n1,2\\n\")", "?an argument of `csvdecode` is not of the expected kind"),
    ("textdecodebase64(textencodebase64(\"é\", \"ISO-8859-1\"), \"ISO-8859-1\")", r#""é""#),
    ("textencodebase64(\"x\", \"KOI8-R\")", "?the character set KOI8-R is not supported"),
    ("base64gunzip(\"AAAA\")", "?an argument of `base64gunzip` is not of the expected kind"),
    ("jsondecode(jsonencode({ a = var.open, b = 1 })).b", "1"),
    (
        "yamlencode({ a = [1, { b = \"x\\ny\\n\" }], c = {} })",
        r#""\"a\":\n- 1\n- \"b\": |\n    x\n    y\n\"c\": {}\n""#,
    ),
    ("yamldecode(\"a: [1, two]\").a[1]", r#""two""#),
    ("urlencode(\"a b/ü\")", r#""a+b%2F%C3%BC""#),
    // Texts.
    ("format(\"%v %v %g %e\", 1000000, 0.5, 12, 1234.5)", r#""1e+06 0.5 12 1.234500e+03""#),
    ("format(\"%#v|%5.1f|%-4s|%+d\", \"x\", 2.25, \"a\", 3)", r#""\"x\"|  2.2|a   |+3""#),
    ("format(\"%[2]s %[1]s\", \"a\", \"b\")", r#""b a""#),
    ("format(\"%s\", [])", "?an argument of `format` is not of the expected kind"),
    ("formatlist(\"%s-%d\", [\"a\", \"b\"], [1, 2])", r#"["a-1","b-2"]"#),
    ("replace(\"a.b.c\", \"/\\\\./\", \"-\")", r#""a-b-c""#),
    ("regex(\"(?P<k>[a-z]+)=(?P<v>.*)\", \"a=1\").v", r#""1""#),
    ("regexall(\"[0-9]\", \"none\")", "[]"),
    ("basename(\"/\")", r#""/""#),
    ("dirname(\"/x\")", r#""/""#),
    ("substr(\"hello\", -3, -1)", r#""llo""#),
    ("indent(2, \"a\\nb\")", r#""a\n  b""#),
    ("startswith(\"arn:${var.open}\", \"arn:\")", "true"),
    ("startswith(\"arn:${var.open}\", \"ami\")", "false"),
    ("endswith(\"${var.open}.zip\", \"ar.zip\")", "?variable `open` has no value"),
    // Numbers.
    ("0.1 + 0.2", "0.3"),
    ("parseint(\"Zz\", 62)", "3817"),
    ("parseint(\"-ff\", 16)", "-255"),
    ("pow(2, 60)", "?the number is too large to be computed exactly"),
    ("range(3, 0, -2)", "[3,1]"),
    ("range(0, 3, -1)", "?an argument of `range` is not of the expected kind"),
    // Collections.
    ("alltrue([var.open, false])", "false"),
    ("anytrue([var.open, true])", "true"),
    ("alltrue([var.open, true])", "?variable `open` has no value"),
    ("tolist([1, \"a\", true])", r#"["1","a","true"]"#),
    ("toset([10, 9, 10])", "[9,10]"),
    ("tomap({ a = 1, b = \"x\" }).a", r#""1""#),
    ("coalesce(null, \"\", \"x\")", r#""x""#),
    ("element([\"a\", \"b\"], -1)", r#""b""#),
    ("transpose({ a = [\"x\"], b = [\"x\"] })", r#"{x:["a","b"]}"#),
    ("convert({ a = 1 }, map(string))", r#"{a:"1"}"#),
    ("convert({}, object({ a = optional(number, 3) }))", "{a:3}"),
    // Marks and promises.
    ("issensitive(\"${sensitive(1)}x\")", "true"),
    ("issensitive(nonsensitive(sensitive(1)))", "false"),
    ("issensitive([sensitive(1)])", "false"),
    ("issensitive([sensitive(1)][0])", "true"),
    ("issensitive(var.secret)", "true"),
    ("ephemeralasnull({ a = var.brief, b = 1 })", "{a:null,b:1}"),
    ("assumelistlengthmin([], 1)", "?what `assumelistlengthmin` assumes does not hold"),
];

#[test]
fn functions_give_what_terraform_gives() {
    let head = "variable \"open\" {}\n\
                variable \"secret\" {\n  default = \"s\"\n  sensitive = true\n}\n\
                variable \"brief\" {\n  default = \"b\"\n  ephemeral = true\n}\n";
    let values: Vec<String> =
        TABLE.iter().enumerate().map(|(i, (expr, _))| format!("  v{i} = {expr}\n")).collect();
    let main = format!("{head}resource \"x\" \"y\" {{\n{}}}\n", values.concat());
    let found = scan(&[
        ("main.tf", &main),
        ("a/x.txt", "x"),
        ("a/b/y.json", "{\"k\": [\"v\"]}"),
        ("other.txt", ""),
    ]);
    for (i, (expr, want)) in TABLE.iter().enumerate() {
        assert_eq!(found.show("x.y", &format!("v{i}")), *want, "{expr}");
    }
}

#[test]
fn a_function_of_a_provider_is_not_known() {
    let main = "resource \"x\" \"y\" {\n  v = provider::aws::arn_parse(\"arn\")\n}\n";
    let want = "?function provider::aws::arn_parse of a provider is not evaluated";
    assert_eq!(scan(&[("main.tf", main)]).show("x.y", "v"), want);
}
