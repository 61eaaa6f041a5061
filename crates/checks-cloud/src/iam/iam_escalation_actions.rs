//! Policy lets its holder gain more rights.

use ringfort_check::facts::cloud::iam::{Policy, Statement};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::identity;
use crate::support::identity::Judged;
use crate::support::rights;

/// Policy lets its holder gain more rights.
pub struct IamEscalationActions;

impl Check for IamEscalationActions {
    const META: Meta = Meta::new(
        "cloud/iam-escalation-actions",
        "Policy lets its holder gain more rights",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .frameworks(&["MITRE-T1548.005", "MITRE-T1098.003"])
    .aliases(&[
        "034d0aee-620f-4bf7-b7fb-efdf661fdb9e",
        "04c686f1-e0cd-4812-88e1-4e038410074c",
        "0a592060-8166-49f5-8e65-99ac6dce9871",
        "0c10d7da-85c4-4d62-b2a8-d6c104f1bd77",
        "0fd7d920-4711-46bd-aff2-d307d82cd8b7",
        "113208f2-a886-4526-9ecc-f3218600e12c",
        "118281d0-6471-422e-a7c5-051bc667926e",
        "15e6ad8c-f420-49a6-bafb-074f5eb1ec74",
        "1743f5f1-0bb0-4934-acef-c80baa5dadfa",
        "19ffbe31-9d72-4379-9768-431195eae328",
        "30b88745-eebe-4ecb-a3a9-5cf886e96204",
        "33627268-1445-4385-988a-318fd9d1a512",
        "35ccf766-0e4d-41ed-9ec4-2dab155082b4",
        "3dd96caa-0b5f-4a85-b929-acfac4646cc2",
        "43a41523-386a-4cb1-becb-42af6b414433",
        "571254d8-aa6a-432e-9725-535d3ef04d69",
        "5b4d4aee-ac94-4810-9611-833636e5916d",
        "60263b4a-6801-4587-911d-919c37ed733b",
        "6d23d87e-1c5b-4308-b224-92624300f29b",
        "6deb34e2-5d9c-499a-801b-ea6d9eda894f",
        "70b42736-efee-4bce-80d5-50358ed94990",
        "70cb518c-d990-46f6-bc05-44a5041493d6",
        "7782d4b3-e23e-432b-9742-d9528432e771",
        "78f1ec6f-5659-41ea-bd48-d0a142dce4f2",
        "7c96920c-6fd0-449d-9a52-0aa431b6beaf",
        "7d544dad-8a6c-431c-84c1-5f07fe9afc0e",
        "8055dec2-efb8-4fe6-8837-d9bed6ff202a",
        "846646e3-2af1-428c-ac5d-271eccfa6faf",
        "89561b03-cb35-44a9-a7e9-8356e71606f4",
        "8bfbf7ab-d5e8-4100-8618-798956e101e0",
        "8f3c16b3-354d-45db-8ad5-5066778a9485",
        "8f75840d-9ee7-42f3-b203-b40e3979eb12",
        "94fbe150-27e3-4eba-9ca6-af32865e4503",
        "970ed7a2-0aca-4425-acf1-0453c9ecbca1",
        "9a205ba3-0dd1-42eb-8d54-2ffec836b51a",
        "9b0ffadc-a61f-4c2a-b1e6-68fab60f6267",
        "9b877bd8-94b4-4c10-a060-8e0436cc09fa",
        "ad296c0d-8131-4d6b-b030-1b0e73a99ad3",
        "b69247e5-7e73-464e-ba74-ec9b715c6e12",
        "b8a31292-509d-4b61-bc40-13b167db7e9c",
        "be2aa235-bd93-4b68-978a-1cc65d49082f",
        "bf9d42c7-c2f9-4dfe-942c-c8cc8249a081",
        "c0c1e744-0f37-445e-924a-1846f0839f69",
        "c583f0f9-7dfd-476b-a056-f47c62b47b46",
        "d6047119-a0b2-4b59-a4f2-127a36fb685b",
        "db78d14b-10e5-4e6e-84b1-dace6327b1ec",
        "e227091e-2228-4b40-b046-fc13650d8e88",
        "e77c89f6-9c85-49ea-b95b-5f960fe5be92",
        "eb64f1e9-f67d-4e35-8a3c-3d6a2f9efea7",
        "ec49cbfd-fae4-45f3-81b1-860526d66e3f",
        "eda48c88-2b7d-4e34-b6ca-04c0194aee17",
        "ee49557d-750c-4cc1-aa95-94ab36cbefde",
        "eeb4d37a-3c59-4789-a00c-1509bc3af1e5",
        "f1173d8c-3264-4148-9fdb-61181e031b51",
        "f465fff1-0a0f-457d-aa4d-1bddb6f204ff",
        "f906113d-cdc0-415a-ba60-609cc6daaf4d",
        "fa62ac4f-f5b9-45b9-97c1-625c8b6253ca",
        "CKV_AWS_110",
        "CKV_AWS_286",
    ]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let single = rights::judge(
            on,
            scene,
            "no action that raises rights is allowed on every resource",
            escalation,
        );
        single.and(rights::whole(on, scene, passing))
    }
}

/// Actions with which a principal gives itself, or takes on, rights that it does not have.
const ACTIONS: [&str; 20] = [
    "iam:CreatePolicyVersion",
    "iam:SetDefaultPolicyVersion",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:AttachGroupPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:PutGroupPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:UpdateLoginProfile",
    "iam:AddUserToGroup",
    "iam:UpdateAssumeRolePolicy",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "sts:AssumeRole",
    "lambda:UpdateFunctionCode",
    "lambda:UpdateFunctionConfiguration",
    "glue:UpdateDevEndpoint",
    "sagemaker:CreatePresignedNotebookInstanceUrl",
];

/// Actions that start something with a role: together with `iam:PassRole` they raise rights.
const STARTS: [&str; 9] = [
    "lambda:CreateFunction",
    "ec2:RunInstances",
    "cloudformation:CreateStack",
    "glue:CreateDevEndpoint",
    "glue:CreateJob",
    "datapipeline:CreatePipeline",
    "sagemaker:CreateNotebookInstance",
    "ecs:RunTask",
    "codestar:CreateProject",
];

fn escalation<'a>(statement: &Statement<'a>) -> Judged<'a> {
    if !rights::is_open(statement) {
        return Judged::Good;
    }
    if let (Some(span), Some(_)) = (statement.every_action(), statement.every_resource()) {
        let message = "allows every action on every resource, among them all that raise rights";
        return Judged::Bad(Failure::new(span, message));
    }
    let hits = identity::granted_everywhere(statement, &ACTIONS);
    let Some((first, span)) = hits.first() else { return identity::open_lists(statement) };
    let rest = if hits.len() > 1 { format!(" and {} more", hits.len() - 1) } else { String::new() };
    let message = format!(
        "allows {first}{rest} on every resource: the holder can gain any right of the account"
    );
    Judged::Bad(Failure::new(*span, message))
}

/// `iam:PassRole` in one statement, an action that starts something with it in the same or another.
fn passing(policy: &Policy<'_>) -> Vec<Failure> {
    let all = |s: &Statement<'_>| s.every_action().is_some() && s.every_resource().is_some();
    if policy.allows().any(all) {
        return vec![];
    }
    let Some(pass) = rights::grants_everywhere(policy, "iam:PassRole") else { return vec![] };
    let start = STARTS.iter().find_map(|a| Some((a, rights::grants_everywhere(policy, a)?)));
    let Some((action, at)) = start else { return vec![] };
    let message =
        format!("allows iam:PassRole and {action}: the holder can run code with any role");
    vec![
        Failure::new(pass, message)
            .related(at, "starts something with the role")
            .key("iam:PassRole"),
    ]
}
