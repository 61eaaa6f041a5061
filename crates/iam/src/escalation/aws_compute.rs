//! P03 and P04: a role handed to new compute, and compute that has one already.

use ringfort_facts::Facts;
use ringfort_model::cloud::Resource;

use super::aws_self::acts;
use super::{Escalation, From, Gain, also, open, open_to};
use crate::Iam;
use crate::aws::{Context, Trusted};
use crate::decision::Decision;
use crate::principal::{Cloud, Principal, PrincipalId, PrincipalKind};
use crate::tri::Tri;

/// New compute: the service that takes the role, and the actions, of each group one, that start code under it.
const NEW: &[(&str, &str, &[&[&str]])] = &[
    ("ec2:RunInstances", "ec2.amazonaws.com", &[&["ec2:RunInstances"]]),
    ("ec2:RequestSpotInstances", "ec2.amazonaws.com", &[&["ec2:RequestSpotInstances"]]),
    (
        "autoscaling:CreateLaunchConfiguration",
        "ec2.amazonaws.com",
        &[
            &["autoscaling:CreateLaunchConfiguration"],
            &["autoscaling:CreateAutoScalingGroup", "autoscaling:UpdateAutoScalingGroup"],
        ],
    ),
    (
        "lambda:CreateFunction",
        "lambda.amazonaws.com",
        &[
            &["lambda:CreateFunction"],
            &[
                "lambda:InvokeFunction",
                "lambda:CreateEventSourceMapping",
                "lambda:AddPermission",
                "lambda:CreateFunctionUrlConfig",
            ],
        ],
    ),
    (
        "ecs:RegisterTaskDefinition",
        "ecs-tasks.amazonaws.com",
        &[
            &["ecs:RegisterTaskDefinition"],
            &["ecs:RunTask", "ecs:StartTask", "ecs:CreateService", "ecs:UpdateService"],
        ],
    ),
    (
        "batch:RegisterJobDefinition",
        "ecs-tasks.amazonaws.com",
        &[&["batch:RegisterJobDefinition"], &["batch:SubmitJob"]],
    ),
    ("glue:CreateDevEndpoint", "glue.amazonaws.com", &[&["glue:CreateDevEndpoint"]]),
    (
        "glue:CreateJob",
        "glue.amazonaws.com",
        &[&["glue:CreateJob"], &["glue:StartJobRun", "glue:CreateTrigger"]],
    ),
    (
        "glue:CreateSession",
        "glue.amazonaws.com",
        &[&["glue:CreateSession"], &["glue:RunStatement"]],
    ),
    (
        "cloudformation:CreateStack",
        "cloudformation.amazonaws.com",
        &[&["cloudformation:CreateStack", "cloudformation:CreateStackSet"]],
    ),
    (
        "sagemaker:CreateNotebookInstance",
        "sagemaker.amazonaws.com",
        &[&["sagemaker:CreateNotebookInstance"], &["sagemaker:CreatePresignedNotebookInstanceUrl"]],
    ),
    ("sagemaker:CreateTrainingJob", "sagemaker.amazonaws.com", &[&["sagemaker:CreateTrainingJob"]]),
    (
        "sagemaker:CreateProcessingJob",
        "sagemaker.amazonaws.com",
        &[&["sagemaker:CreateProcessingJob"]],
    ),
    (
        "codebuild:CreateProject",
        "codebuild.amazonaws.com",
        &[&["codebuild:CreateProject"], &["codebuild:StartBuild", "codebuild:StartBuildBatch"]],
    ),
    (
        "codepipeline:CreatePipeline",
        "codepipeline.amazonaws.com",
        &[&["codepipeline:CreatePipeline"]],
    ),
    (
        "states:CreateStateMachine",
        "states.amazonaws.com",
        &[&["states:CreateStateMachine"], &["states:StartExecution", "states:StartSyncExecution"]],
    ),
    (
        "datapipeline:CreatePipeline",
        "datapipeline.amazonaws.com",
        &[
            &["datapipeline:CreatePipeline"],
            &["datapipeline:PutPipelineDefinition"],
            &["datapipeline:ActivatePipeline"],
        ],
    ),
    ("elasticmapreduce:RunJobFlow", "ec2.amazonaws.com", &[&["elasticmapreduce:RunJobFlow"]]),
    ("ssm:StartAutomationExecution", "ssm.amazonaws.com", &[&["ssm:StartAutomationExecution"]]),
    ("scheduler:CreateSchedule", "scheduler.amazonaws.com", &[&["scheduler:CreateSchedule"]]),
    ("apprunner:CreateService", "tasks.apprunner.amazonaws.com", &[&["apprunner:CreateService"]]),
    (
        "eks:CreatePodIdentityAssociation",
        "pods.eks.amazonaws.com",
        &[&["eks:CreatePodIdentityAssociation"]],
    ),
    (
        "bedrock-agentcore:CreateCodeInterpreter",
        "bedrock-agentcore.amazonaws.com",
        &[
            &["bedrock-agentcore:CreateCodeInterpreter"],
            &["bedrock-agentcore:InvokeCodeInterpreter"],
        ],
    ),
];

/// Existing compute: its type, the attribute that names its role, and the actions, all needed, that put code into it.
const OLD: &[(&str, &str, &[&str])] = &[
    ("aws_lambda_function", "role", &["lambda:UpdateFunctionCode"]),
    ("aws_lambda_function", "role", &["lambda:UpdateFunctionConfiguration"]),
    ("aws_instance", "iam_instance_profile", &["ssm:SendCommand"]),
    ("aws_instance", "iam_instance_profile", &["ssm:StartSession"]),
    ("aws_instance", "iam_instance_profile", &["ec2-instance-connect:SendSSHPublicKey"]),
    (
        "aws_instance",
        "iam_instance_profile",
        &["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"],
    ),
    ("aws_launch_template", "iam_instance_profile", &["ec2:CreateLaunchTemplateVersion"]),
    ("aws_ecs_task_definition", "task_role_arn", &["ecs:ExecuteCommand"]),
    ("aws_codebuild_project", "service_role", &["codebuild:StartBuild"]),
    ("aws_codebuild_project", "service_role", &["codebuild:UpdateProject"]),
    ("aws_glue_job", "role_arn", &["glue:UpdateJob"]),
    ("aws_glue_dev_endpoint", "role_arn", &["glue:UpdateDevEndpoint"]),
    (
        "aws_sagemaker_notebook_instance",
        "role_arn",
        &["sagemaker:CreatePresignedNotebookInstanceUrl"],
    ),
    ("aws_cloudformation_stack", "iam_role_arn", &["cloudformation:UpdateStack"]),
    ("aws_sfn_state_machine", "role_arn", &["states:UpdateStateMachine"]),
    ("aws_apprunner_service", "instance_configuration", &["apprunner:UpdateService"]),
    ("aws_codepipeline", "role_arn", &["codepipeline:UpdatePipeline"]),
];

/// What a type of compute runs as, kept from the files: the asset's number, the row of [`OLD`], the role.
pub(crate) type Runs = (usize, usize, PrincipalId);

/// Which compute has which role.
pub(crate) fn runs(iam: &Iam, facts: &Facts) -> Vec<Runs> {
    let mut out = vec![];
    for (row, (kind, path, _)) in OLD.iter().enumerate() {
        for resource in facts.resources(kind) {
            let index = iam.aws.asset_position(&resource.root, &resource.address);
            let roles = roles_at(iam, facts, resource, path);
            out.extend(index.into_iter().flat_map(|i| roles.iter().map(move |r| (i, row, *r))));
        }
    }
    out
}

/// The roles at an attribute: named there, or by an instance profile that is.
fn roles_at(iam: &Iam, facts: &Facts, resource: &Resource, path: &str) -> Vec<PrincipalId> {
    let mut roles: Vec<&Resource> = vec![];
    for target in facts.targets(resource, path) {
        match &*target.kind {
            "aws_iam_instance_profile" => roles.extend(facts.targets(target, "role")),
            _ => roles.push(target),
        }
    }
    let same = |p: &&Principal| {
        p.kind == PrincipalKind::Role
            && roles.iter().any(|r| r.address == p.address && r.root == p.root)
    };
    iam.principals().iter().filter(same).map(|p| p.id).collect()
}

/// The roles that an instance profile holds.
pub(crate) fn profiled(iam: &Iam, facts: &Facts) -> Vec<PrincipalId> {
    let profiles = facts.resources("aws_iam_instance_profile");
    profiles.flat_map(|p| roles_at(iam, facts, p, "role")).collect()
}

pub(super) fn ways(iam: &Iam) -> Vec<Escalation> {
    let actors = iam.principals().iter().filter(|p| p.cloud == Cloud::Aws && p.is_ours());
    let mut out = vec![];
    for principal in actors.filter(|p| acts(p)) {
        new(iam, principal, &mut out);
        old(iam, principal, &mut out);
    }
    out
}

/// Roles by the service that they trust.
fn new(iam: &Iam, principal: &Principal, out: &mut Vec<Escalation>) {
    for (way, service, groups) in NEW {
        let Some((starts, proof)) = open(start(iam, principal, groups)) else { continue };
        for role in iam
            .principals()
            .iter()
            .filter(|p| p.kind == PrincipalKind::Role && p.id != principal.id)
        {
            let trusted = trusts_service(iam, role.id, service);
            let context = Context::new().with("iam:PassedToService", service);
            let pass = if trusted.is_no() {
                continue;
            } else {
                iam.aws.decide(
                    principal,
                    "iam:PassRole",
                    &iam.aws.target_at(role, "iam:PassRole"),
                    &context,
                )
            };
            let Some((passes, mut evidence)) = open_to(principal, &role.root, pass) else {
                continue;
            };
            let sure = match &starts {
                super::Certainty::Possible(cause) => Tri::unknown(cause),
                super::Certainty::Certain
                    if *service == "ec2.amazonaws.com" && !iam.profiled.contains(&role.id) =>
                {
                    Tri::unknown("whether an instance profile holds the role is not known")
                }
                super::Certainty::Certain => trusted,
            };
            let Some(certainty) = also(passes, sure) else { continue };
            evidence.extend(proof.iter().cloned());
            let (from, gain) = (From::Principal(principal.id), Gain::Principal(role.id));
            out.push(Escalation { id: "P03", way, from, gain, certainty, evidence });
        }
    }
}

/// Of each group one action.
fn start(iam: &Iam, principal: &Principal, groups: &[&[&str]]) -> Decision {
    let one = |group: &&[&str]| {
        let none = Decision::deny("no statement allows it", vec![]);
        group.iter().fold(none, |best, action| best.or(|| iam.can(principal.id, action, None)))
    };
    let mut all = groups.iter().map(one);
    let first = all.next().unwrap_or_else(|| Decision::deny("no statement allows it", vec![]));
    all.fold(first, |sum, next| sum.and(|| next))
}

fn trusts_service(iam: &Iam, role: PrincipalId, service: &str) -> Tri {
    Tri::any(iam.trusts(role).into_iter().map(|trust| match trust.who {
        Trusted::Service(name) if name == service => trust.certainty,
        _ => Tri::No,
    }))
}

fn old(iam: &Iam, principal: &Principal, out: &mut Vec<Escalation>) {
    for (index, row, role) in &iam.runs {
        let Some((_, _, actions)) = OLD.get(*row) else { continue };
        if *role == principal.id {
            continue;
        }
        let ask = |action: &str| {
            // The command's document and the cluster are not the compute itself: some resource will do.
            let about = !matches!(action, "ecs:ExecuteCommand");
            let target = if about {
                iam.aws.target_of(*index, action)
            } else {
                iam.aws.target("", None, action)
            };
            iam.aws.decide(principal, action, &target, &Context::new())
        };
        let mut all = actions.iter();
        let Some(way) = all.next() else { continue };
        let root = iam.aws.assets.get(*index).map_or("", |a| &*a.root);
        let decision = all.fold(ask(way), |sum, action| sum.and(|| ask(action)));
        let Some((certainty, evidence)) = open_to(principal, root, decision) else { continue };
        let Some(certainty) = also(certainty, needs(way)) else { continue };
        let (from, gain) = (From::Principal(principal.id), Gain::Principal(*role));
        out.push(Escalation { id: "P04", way, from, gain, certainty, evidence });
    }
}

/// What a way needs beside rights.
fn needs(way: &str) -> Tri {
    match way {
        "ssm:SendCommand" | "ssm:StartSession" => {
            Tri::unknown("whether the instance runs the agent of Systems Manager is not known")
        }
        "ec2-instance-connect:SendSSHPublicKey" => {
            Tri::unknown("whether the instance is reached over SSH is not known")
        }
        "ecs:ExecuteCommand" => {
            Tri::unknown("whether a running task has its execute command on is not known")
        }
        "ec2:CreateLaunchTemplateVersion" => {
            Tri::unknown("which version of the template is used is not known")
        }
        _ => Tri::Yes,
    }
}
