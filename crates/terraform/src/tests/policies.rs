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
    let table = [
        ("data.aws_iam_policy_document.d.json", format!("[{arn},{arn}]")),
        (
            r#"jsonencode({ Version = "2012-10-17", Statement = [{}, { Effect = "Deny", Action = ["s3:*"], Resource = [aws_s3_bucket.b.arn] }] })"#,
            format!("[{arn}]"),
        ),
        (
            "<<EOF\n{\n  \"Statement\": [{}, {\n    \"Effect\": \"Deny\", \"Action\": [\"s3:*\"],\n    \"Resource\": [\"${aws_s3_bucket.b.arn}/*\"]\n  }]\n}\nEOF\n",
            format!("[{arn}]"),
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
