//! What the bytes of a file are, told from its beginning. What a browser or a mail says of it is not asked.

/// What nothing is known of.
pub(super) const UNKNOWN: &str = "application/octet-stream";
/// What reads as text and begins as nothing else.
const TEXT: &str = "text/plain";

/// The type of the file that begins with `head`; `whole` where there is nothing behind it.
pub(super) fn sniffed(head: &[u8], whole: bool) -> &'static str {
    match infer::get(head) {
        Some(kind) => kind.mime_type(),
        None if is_text(head, whole) => TEXT,
        None => UNKNOWN,
    }
}

/// Whether it is UTF-8 without signs that no text has. A sign may be cut in two at the end of the head.
fn is_text(head: &[u8], whole: bool) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(cut) if !whole && cut.error_len().is_none() => {
            std::str::from_utf8(&head[..cut.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}
