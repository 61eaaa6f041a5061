//! E05: a function URL or a service that everyone may invoke.

use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E05",
    title: "Internet to a function",
    layer: Layer::Cloud,
    attack: &["T1190"],
    sentence: "Everybody may call {detail}, without authentication",
    page: include_str!("e05.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for url in facts.resources("aws_lambda_function_url") {
        if url.text("authorization_type", "").is(&"NONE".to_owned()) {
            let at = url.text("authorization_type", "").span();
            open(g, &url.address, at);
        }
    }
    let members = ["google_cloud_run_service_iam_member", "google_cloud_run_v2_service_iam_member"];
    for member in members.into_iter().flat_map(|kind| facts.resources(kind)) {
        let who = member.text("member", "");
        if who.known().is_some_and(|m| m == "allUsers") {
            open(g, &member.address, who.span());
        }
    }
}

fn open(g: &mut Ground<'_>, address: &str, at: Span) {
    g.step(Position::CloudRight("invoke", address.into()))
        .from(Position::Internet)
        .proof(at, "no authentication")
        .unless(Control::missing_for("cloud/public-resource-exposure", address, at))
        .detail(address)
        .add();
}
