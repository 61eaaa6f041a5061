use super::scan;

/// What is known of a text: shown through a policy, where causes carry it.
#[test]
fn known_ends_of_a_text_are_kept_where_that_is_certain() {
    let head = r#"
variable "x" {}
variable "list" {}
locals { url = "https://${var.x}/id" }
"#;
    let table = [
        ("\"a-${var.x}\"", "a-${...}"),
        ("\"${var.x}-${var.x}-b\"", "${...}-b"),
        ("\"<${local.url}>\"", "<https://${...}/id>"),
        ("local.url", "https://${...}/id"),
        ("join(\"/\", [\"a\", var.x, \"b\"])", "a/${...}/b"),
        ("join(\"/\", var.list)", ""),
        ("join(\"/\", toset([\"a\", var.x]))", ""),
        ("format(\"%s:%s\", var.x, \"sub\")", "${...}:sub"),
        ("format(\"%q-b\", var.x)", "\"${...}\"-b"),
        ("format(\"a%9s\", var.x)", ""),
        ("format(\"a%.2s\", var.x)", ""),
        ("format(\"a%d\", var.x)", ""),
        ("format(\"%v\", [var.x])", ""),
        ("formatlist(\"%s/*\", [\"a\", var.x])[1]", "${...}/*"),
        ("formatlist(\"%s/*\", var.list)", ""),
        // The middle may end with the beginning of a hit.
        ("replace(local.url, \"https://\", \"\")", "${...}id"),
        ("replace(local.url, \"/\", \"-\")", "https:--${...}"),
        // A hit may begin or end in the middle.
        ("replace(local.url, \"//a\", \"\")", "https:${...}/id"),
        ("replace(local.url, \"a/i\", \"\")", "https://${...}d"),
        ("replace(local.url, \"/h/\", \"\")", ""),
        ("trimprefix(local.url, \"https://\")", "${...}/id"),
        ("trimprefix(local.url, \"http://\")", "https://${...}/id"),
        ("trimprefix(local.url, \"https://oidc/i\")", "${...}d"),
        ("trimsuffix(local.url, \"/id\")", "https://${...}"),
        ("trimsuffix(local.url, \"s://x/id\")", "http${...}"),
        ("upper(local.url)", "HTTPS://${...}/ID"),
        ("base64encode(local.url)", ""),
        ("split(\"/\", local.url)[0]", ""),
    ];
    for (expr, known) in table {
        let main = format!(
            "{head}\nresource \"x\" \"y\" {{\n  v = jsonencode({{ Statement = [{{ Resource = {expr} }}] }})\n}}\n"
        );
        let found = scan(&[("main.tf", &main)]);
        let got = found.show("x.y", "v.Statement.Resource");
        let name = if expr.contains("var.list") { "list" } else { "x" };
        let end = if known.is_empty() { String::new() } else { format!(", in \"{known}\"") };
        assert_eq!(got, format!("?variable `{name}` has no value{end}"), "{expr}");
    }
}

#[test]
fn a_text_is_not_one_that_its_known_ends_exclude() {
    let table = [
        ("\"${var.x}-prod\" == \"dev\"", "false"),
        ("\"a${var.x}b\" != \"ab\"", "?variable `x` has no value"),
        ("\"ab${var.x}ba\" == \"aba\"", "false"),
        ("\"${var.x}-prod\" == \"eu-prod\"", "?variable `x` has no value"),
        ("contains([\"a\", \"b\"], \"${var.x}-c\")", "false"),
    ];
    for (expr, want) in table {
        let main = format!("variable \"x\" {{}}\nresource \"x\" \"y\" {{\n  v = {expr}\n}}\n");
        assert_eq!(scan(&[("main.tf", &main)]).show("x.y", "v"), want, "{expr}");
    }
}
