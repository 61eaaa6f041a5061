//! Our own notation: `ID[,ID] until=YYYY-MM-DD reason="..."`.

use super::Suppression;

/// Reads what follows the marker into `suppression`. A reason without quotes reaches to the next
/// `until=` or the end.
pub(super) fn read(mut suppression: Suppression, text: &str) -> Suppression {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (after, word) = if let Some(value) = rest.strip_prefix("reason=") {
            let (reason, after) = reason(value);
            suppression = suppression.reason(reason);
            (after, "")
        } else {
            let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            (after, word)
        };
        suppression = read_word(suppression, word);
        rest = after.trim_start();
    }
    if suppression.ids.is_empty() && suppression.faults.is_empty() {
        suppression
            .faults
            .push("it names no check: write `ringfort:ignore ID reason=\"...\"`".into());
    }
    suppression
}

fn read_word(mut suppression: Suppression, word: &str) -> Suppression {
    match word.split_once('=') {
        Some(("until", date)) => suppression.until(date.trim_matches(['"', '\''])),
        Some((key, _)) => {
            let fault = format!("unknown part `{key}=` (there are `until=` and `reason=`)");
            suppression.faults.push(fault);
            suppression
        }
        None => suppression.ids(word),
    }
}

/// The reason at the beginning of `text`, and what follows it.
fn reason(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.find(" until=").map_or((text, ""), |at| text.split_at(at))
}

/// The parts of an annotation's value, separated by `;` outside quotes.
pub(super) fn parts(value: &str) -> Vec<&str> {
    let mut quote = None;
    let is_end = |c: char| match quote {
        Some(open) => {
            if c == open {
                quote = None;
            }
            false
        }
        None if c == '"' || c == '\'' => {
            quote = Some(c);
            false
        }
        None => c == ';',
    };
    value.split(is_end).map(str::trim).filter(|part| !part.is_empty()).collect()
}
