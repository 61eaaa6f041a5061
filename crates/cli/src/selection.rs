//! `--only` and `--skip`: words to ids.

use ringfort_config::{Known, nearest};
use ringfort_vocab::Layer;

use crate::exit::Refusal;

/// The ids that `words` stand for: checks, controls and layers as they are, another tool's id as the checks
/// that answer it. `flag` is named in the answer to a word that nobody knows.
pub(crate) fn resolve(flag: &str, words: &[String], known: &Known) -> Result<Vec<String>, Refusal> {
    let mut ids = Vec::new();
    let mut lines = Vec::new();
    for word in words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        let checks = known.checks_of(word);
        if Layer::parse(word).is_some() || known.is_control(word) || checks.contains(lower.as_str())
        {
            ids.push(lower);
        } else if checks.is_empty() {
            lines.push(unknown(flag, word, known));
        } else {
            ids.extend(checks.into_iter().map(str::to_owned));
        }
    }
    if lines.is_empty() { Ok(ids) } else { Err(Refusal { lines }) }
}

fn unknown(flag: &str, word: &str, known: &Known) -> String {
    let layer = nearest(word, Layer::ALL.map(Layer::slug));
    let hint = known.nearest(word).or(layer).map_or_else(
        || "; `ringfort checks` and `ringfort controls` list them".to_owned(),
        |nearest| format!("; did you mean `{nearest}`?"),
    );
    format!("{flag}: unknown check, control or layer `{word}`{hint}")
}

#[cfg(test)]
mod tests {
    use ringfort_vocab::{Meta, Severity};

    use super::*;

    const PRIVILEGED: Meta =
        Meta::new("container/privileged", "t", "container/no-privileged", Severity::High)
            .aliases(&["CKV_K8S_16"]);

    #[test]
    fn words_become_ids() {
        let known = Known::new(["container/no-privileged"], [&PRIVILEGED]);
        let ids = |word: &str| resolve("--only", &[word.to_owned()], &known).ok();
        let table = [
            ("Container", Some("container")),
            ("container/No-Privileged", Some("container/no-privileged")),
            ("container/privileged", Some("container/privileged")),
            ("ckv_k8s_16", Some("container/privileged")),
            ("nonsense", None),
        ];
        for (word, id) in table {
            assert_eq!(ids(word), id.map(|id| vec![id.to_owned()]), "{word}");
        }
        let said = resolve("--skip", &["clod".to_owned()], &known).err().map(|r| r.lines);
        let expected = "--skip: unknown check, control or layer `clod`; did you mean `cloud`?";
        assert_eq!(said, Some(vec![expected.to_owned()]));
    }
}
