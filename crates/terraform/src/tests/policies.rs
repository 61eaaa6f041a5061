use super::scan;

const DOCUMENT: &str = r#"
resource "aws_s3_bucket" "b" {}
data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Base"
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "d" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}
"#;

#[test]
fn every_way_to_write_a_policy_gives_the_same_tree() {
    let arn = "?known after apply: aws_s3_bucket.b.arn";
    let objects = format!("{arn}, in \"${{...}}/*\"");
    let table = [
        ("data.aws_iam_policy_document.d.json", format!("[{arn},{objects}]")),
        (
            r#"jsonencode({ Version = "2012-10-17", Statement = [{}, { Effect = "Deny", Action = ["s3:*"], Resource = [aws_s3_bucket.b.arn] }] })"#,
            format!("[{arn}]"),
        ),
        (
            "<<EOF\n{\n  \"Statement\": [{}, {\n    \"Effect\": \"Deny\", \"Action\": [\"s3:*\"],\n    \"Resource\": [\"${aws_s3_bucket.b.arn}/*\"]\n  }]\n}\nEOF\n",
            format!("[{objects}]"),
        ),
        ("file(\"p.json\")", "[\"*\"]".into()),
        ("templatefile(\"p.tpl\", { arn = aws_s3_bucket.b.arn })", format!("[{arn}]")),
    ];
    let json = "{\"Statement\": [{}, {\"Effect\": \"Deny\", \"Action\": [\"s3:*\"], \"Resource\": [\"*\"]}]}";
    let tpl = "{\"Statement\": [{}, {\"Effect\": \"Deny\", \"Action\": [\"s3:*\"], \"Resource\": [\"${arn}\"]}]}";
    for (value, resource) in table {
        let main = format!(
            "{DOCUMENT}\nresource \"aws_s3_bucket_policy\" \"p\" {{\n  policy = {value}\n}}\n"
        );
        let found = scan(&[("main.tf", &main), ("p.json", json), ("p.tpl", tpl)]);
        let policy = found
            .get("aws_s3_bucket_policy.p")
            .at("policy")
            .node()
            .unwrap_or_else(|| panic!("no tree: {value}"));
        let statements = policy.get("Statement").expect("statements").items();
        let last = &statements[1];
        let show = |key: &str| super::show(last.get(key).expect(key));
        assert_eq!(
            (show("Effect"), show("Action"), show("Resource")),
            ("\"Deny\"".into(), "[\"s3:*\"]".into(), resource.clone()),
            "{value}"
        );
        let under = found.text(last.span);
        assert!(under.contains("Deny") && under.contains("s3:*"), "{value}: {under}");
        if resource.contains('?') {
            let refs = &found.get("aws_s3_bucket_policy.p").refs;
            assert!(
                refs.iter().any(|r| r.path.starts_with("policy") && r.target == "aws_s3_bucket.b"),
                "{value}"
            );
        }
    }
}

#[test]
fn a_document_has_principals_conditions_and_inherited_statements() {
    let found = scan(&[("main.tf", DOCUMENT)]);
    let json = |path: &str| found.show("data.aws_iam_policy_document.d", &format!("json.{path}"));
    assert_eq!(json("Version"), r#""2012-10-17""#);
    assert_eq!(json("Statement.Sid"), r#""Base""#);
    let all = found.show("data.aws_iam_policy_document.d", "json.Statement");
    assert!(all.contains(r#"Principal:{AWS:["*"]}"#), "{all}");
    assert!(all.contains(r#"Condition:{Bool:{aws:SecureTransport:["false"]}}"#), "{all}");
}

#[test]
fn a_key_of_a_condition_is_known_by_its_end() {
    let head = r#"
resource "aws_iam_openid_connect_provider" "c" { url = aws_eks_cluster.c.identity[0].oidc[0].issuer }
resource "aws_eks_cluster" "c" {}
variable "open" {}
locals {
  issuer = replace(aws_iam_openid_connect_provider.c.url, "https://", "")
}
"#;
    let block = |key: &str, value: &str| {
        format!(
            "  condition {{\n    test = \"StringEquals\"\n    variable = {key}\n    values = [{value}]\n  }}\n"
        )
    };
    let open = "?known after apply: aws_eks_cluster.c.identity";
    let sub = "\"${local.issuer}:sub\"";
    let table = [
        (vec![(sub, "\"a\"")], r#"{*:sub:["a"]}"#.to_owned()),
        (
            vec![(sub, "\"a\""), ("format(\"%s:aud\", local.issuer)", "\"b\"")],
            r#"{*:sub:["a"],*:aud:["b"]}"#.to_owned(),
        ),
        (
            vec![(sub, "\"sa:${var.open}:x\"")],
            "{*:sub:[?variable `open` has no value, in \"sa:${...}:x\"]}".to_owned(),
        ),
        // What is not known at all, or in part but twice, decides nothing.
        (vec![("local.issuer", "\"a\"")], open.to_owned()),
        (vec![(sub, "\"a\""), ("\"${var.open}:sub\"", "\"b\"")], open.to_owned()),
    ];
    for (conditions, want) in table {
        let blocks: Vec<String> = conditions.iter().map(|(k, v)| block(k, v)).collect();
        let blocks = blocks.concat();
        let entries: Vec<String> =
            conditions.iter().map(|(k, v)| format!("({k}) = [{v}]\n")).collect();
        let entries = entries.concat();
        let text: Vec<String> = conditions
            .iter()
            .map(|(k, v)| {
                let key = if k.starts_with('"') { (*k).into() } else { format!("\"${{{k}}}\"") };
                format!("{key}: [{v}]")
            })
            .collect();
        let main = format!(
            "{head}\ndata \"aws_iam_policy_document\" \"d\" {{\n statement {{\n{blocks} }}\n}}\n\
             resource \"x\" \"code\" {{\n policy = jsonencode({{ Statement = [{{ Condition = {{ StringEquals = \
             {{\n{entries}}} }} }}] }})\n}}\n\
             resource \"x\" \"text\" {{\n policy = <<EOF\n{{\"Statement\": [{{\"Condition\": \
             {{\"StringEquals\": {{{}}} }} }}]}}\nEOF\n}}\n",
            text.join(", ")
        );
        let found = scan(&[("main.tf", &main)]);
        for (address, path) in
            [("data.aws_iam_policy_document.d", "json"), ("x.code", "policy"), ("x.text", "policy")]
        {
            let path = format!("{path}.Statement.Condition.StringEquals");
            // A document without any known key is unknown one level higher.
            let got = match found.show(address, &path) {
                got if got == "absent" => {
                    found.show(address, path.trim_end_matches(".StringEquals"))
                }
                got => got,
            };
            assert_eq!(got, want, "{address}: {conditions:?}");
        }
    }
}

#[test]
fn what_is_known_of_a_text_is_shown_in_policies_only() {
    let main = "variable \"host\" {}\nresource \"x\" \"y\" {\n  url = \"postgres://u:p@${var.host}/db\"\n  \
                definitions = jsonencode([{ url = \"postgres://u:p@${var.host}/db\" }])\n}\n";
    let found = scan(&[("main.tf", main)]);
    assert_eq!(found.show("x.y", "url"), "?variable `host` has no value");
    assert_eq!(found.show("x.y", "definitions"), "[{url:?variable `host` has no value}]");
}
