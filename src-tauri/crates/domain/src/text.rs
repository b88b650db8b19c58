//! Text that people type: bounded, without control characters, stored as given.

use crate::key_text;

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// Nothing but white space, where something is needed.
    #[error("empty")]
    Empty,
    /// More characters than `limit`.
    #[error("more than {limit} characters")]
    TooLong {
        /// Unicode scalar values that are allowed.
        limit: u16,
    },
    /// A control character, or one that changes the direction of what follows it.
    #[error("a control character")]
    ControlCharacter,
    /// A whole API key: what is written here is readable by everyone in the workspace.
    #[error("an API key")]
    ContainsKey,
}

/// One line, without the white space around it; may be empty.
///
/// # Errors
/// [`TextProblem`], all but `Empty`.
pub fn line(text: &str, limit: u16) -> Result<String, TextProblem> {
    check(text.trim(), limit, char::is_control)
}

/// One line that isn't empty.
///
/// # Errors
/// [`TextProblem`].
pub fn required_line(text: &str, limit: u16) -> Result<String, TextProblem> {
    let line = line(text, limit)?;
    if line.is_empty() {
        Err(TextProblem::Empty)
    } else {
        Ok(line)
    }
}

/// Several lines, without the white space around them; may be empty.
///
/// # Errors
/// [`TextProblem`], all but `Empty`.
pub fn lines(text: &str, limit: u16) -> Result<String, TextProblem> {
    check(text.trim(), limit, |c| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t')
    })
}

/// A text for comparing and searching: lower case, without accents. Two names are the same when this is.
#[must_use]
pub fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_normalization::char::is_combining_mark;
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

fn check(text: &str, limit: u16, forbidden: impl Fn(char) -> bool) -> Result<String, TextProblem> {
    if text.chars().nth(usize::from(limit)).is_some() {
        return Err(TextProblem::TooLong { limit });
    }
    if text.chars().any(|c| forbidden(c) || turns_direction(c)) {
        return Err(TextProblem::ControlCharacter);
    }
    if key_text::contains_key(text) {
        return Err(TextProblem::ContainsKey);
    }
    Ok(text.to_owned())
}

/// Embeddings, overrides and isolates (UAX #9) and line separators: they make a name read as another.
/// Right-to-left text itself needs none of them.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_right_to_left_text_and_emoji_are_text() {
        for text in ["<img onerror=alert(1)>", "مفتاح العمليات", "🛩️ ops", "a  b"] {
            assert_eq!(required_line(text, 100).as_deref(), Ok(text));
        }
    }

    #[test]
    fn white_space_around_is_left_out_and_nothing_else() {
        assert_eq!(required_line("  ops feed\n", 100).as_deref(), Ok("ops feed"));
        assert_eq!(required_line(" \t ", 100), Err(TextProblem::Empty));
    }

    #[test]
    fn ten_thousand_characters_are_refused_with_the_limit() {
        assert_eq!(
            line(&"ä".repeat(10_000), 100),
            Err(TextProblem::TooLong { limit: 100 })
        );
        assert_eq!(
            line(&"ä".repeat(100), 100).map(|text| text.chars().count()),
            Ok(100)
        );
    }

    #[test]
    fn control_characters_and_direction_overrides_are_refused() {
        for text in ["a\0b", "a\nb", "a\u{1b}[31m", "gpj.\u{202e}exe"] {
            assert_eq!(line(text, 100), Err(TextProblem::ControlCharacter), "{text:?}");
        }
        assert!(lines("one\ntwo", 100).is_ok());
    }

    #[test]
    fn names_are_compared_without_case_and_accents_are_found_without_them() {
        assert_eq!(folded("Łódź Größe É"), "łodz große e");
        assert_eq!(folded("GRÖẞE"), folded("größe"));
        assert_eq!(folded("Ops-Feed 77"), "ops-feed 77");
    }
}
