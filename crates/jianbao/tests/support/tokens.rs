//! What holds for the tokens of every text.

use jianbao::Token;

/// Checks that tokens tile their text: each begins where the one before it ends, and none is empty.
///
/// # Panics
///
/// If they do not; the message says where.
pub(crate) fn check(tokens: &[Token], text: &str) {
    let mut next = 0;
    for token in tokens {
        assert_eq!(token.start, next, "where a token starts");
        assert!(token.end > next && text.is_char_boundary(token.end), "where the token from {next} on ends: {}", token.end);
        next = token.end;
    }
    assert_eq!(next, text.len(), "where the last token ends");
}
