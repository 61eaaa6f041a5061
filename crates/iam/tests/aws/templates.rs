//! Templates of CloudFormation.

use crate::common::{derive_file, find};

#[test]
fn templates_of_cloudformation_are_judged_alike() {
    let template = r#"
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Logs: {Type: AWS::S3::Bucket}
  Other: {Type: AWS::S3::Bucket}
  App:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}
      Policies:
        - PolicyName: p
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: s3:GetObject, Resource: !Sub "${Logs.Arn}/*"}, {Effect: Allow, Action: s3:ListBucket, Resource: !GetAtt Logs.Arn}]}
"#;
    let iam = derive_file("t.yaml", template);
    let app = find(&iam, "AWS::IAM::Role.App");
    let logs = Some("AWS::S3::Bucket.Logs");
    assert!(iam.can(app, "s3:ListBucket", logs).is_allowed());
    assert!(iam.can(app, "s3:GetObject", logs).is_allowed());
    assert!(iam.can(app, "s3:ListBucket", Some("AWS::S3::Bucket.Other")).is_denied());
    assert!(iam.can(app, "s3:PutObject", logs).is_denied());
}
