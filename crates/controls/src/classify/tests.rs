//! A labelled table of sentences.

use ringfort_vocab::Layer;

use super::{classify, speakers};
use crate::{catalogue::catalogue, tsv};

#[test]
fn sentences_find_their_control() {
    let mut wrong = vec![];
    for row in tsv::rows(include_str!("cases.tsv")) {
        let (text, expected) = (row.get(0), Some(row.get(1)).filter(|id| *id != "-"));
        let got = classify(text);
        if got.control != expected {
            wrong.push(format!("{text}: expected {expected:?}, got {:?}", got.control));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn layers_follow_the_control_and_spans_the_answer_key() {
    let key = [
        ("Setting memory limits", "container", vec!["cluster"]),
        ("Enabling TLS for API endpoints", "cluster", vec!["cloud", "code"]),
        ("Rotating service account tokens", "cluster", vec!["code"]),
        ("Using distroless base images", "container", vec![]),
        ("Implementing rate limiting in application code", "code", vec!["cloud", "cluster"]),
    ];
    for (text, layer, spans) in key {
        let got = classify(text);
        assert_eq!(got.layer.map(Layer::slug), Some(layer), "{text}");
        assert_eq!(got.spans.iter().map(|layer| layer.slug()).collect::<Vec<_>>(), spans, "{text}");
        assert!(!got.why.is_empty() && !got.if_skipped.is_empty());
    }
}

#[test]
fn every_control_has_phrases_and_a_case() {
    let cases: Vec<_> = tsv::rows(include_str!("cases.tsv")).map(|row| row.get(1)).collect();
    for control in &catalogue().controls {
        assert!(speakers().iter().any(|s| s.control == control.id), "{}", control.id);
        assert!(cases.contains(&control.id), "no case for {}", control.id);
    }
    assert_eq!(speakers().len(), catalogue().controls.len());
}

#[test]
fn what_fits_nothing_says_so() {
    let got = classify("increase the marketing budget");
    assert_eq!((got.layer, got.control, got.spans.len()), (None, None, 0));
    assert!(got.why.contains("no control"));
    let json = serde_json::to_value(&got).expect("plain data");
    let keys: Vec<_> = json.as_object().expect("an object").keys().cloned().collect();
    assert_eq!(keys, ["text", "layer", "control", "spans", "why", "if_skipped"]);
    assert!(json["layer"].is_null());
}
