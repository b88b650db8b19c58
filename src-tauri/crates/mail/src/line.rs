//! Text that people or servers chose, made fit for one line.

/// The text as one line, without what could pass for a line of ours: controls and line ends of every kind, and
/// what turns the direction of the text after it, become spaces; several spaces become one.
pub fn line(text: &str) -> String {
    let text = text.replace(is_disguise, " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_disguise(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            // Line and paragraph separator, and what ideographs and byte order marks bring along.
            '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            // Marks, embeddings, overrides and isolates of direction (UAX #9).
            | '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
            // Tags: letters that nobody sees.
            | '\u{E0000}'..='\u{E007F}'
        )
}

/// The text, or its beginning and an ellipsis, of at most so many characters.
pub fn cut(text: &str, at_most: usize) -> String {
    if text.chars().count() <= at_most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(at_most - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_line_ends_it_or_turns_it() {
        assert_eq!(line("a\r\nBcc: b\u{2028}c\u{85}d\u{b}e\0f"), "a Bcc: b c d e f");
        assert_eq!(line("safe\u{202e}gpj.exe\u{2066} \u{200f}x"), "safe gpj.exe x");
        assert_eq!(line(" \t "), "");
    }

    #[test]
    fn joined_emoji_and_accents_stay() {
        assert_eq!(line("e\u{301} 👩‍💻"), "e\u{301} 👩‍💻");
    }

    #[test]
    fn what_is_cut_says_so_and_is_no_longer_than_allowed() {
        assert_eq!(cut("12345", 5), "12345");
        assert_eq!(cut("123456", 5), "1234…");
        assert_eq!(cut("123 567", 5), "123…");
    }
}
