//! Paragraphs that were broken into lines for the journey (`format=flowed`, RFC 3676) are put together again.

/// The text with whole paragraphs. Quoted ones keep their depth, and `-- ` stays the beginning of a signature.
pub(super) fn joined(text: &str, deletes_space: bool) -> String {
    let mut whole = String::with_capacity(text.len());
    // The depth of the paragraph that goes on, if one does.
    let mut open: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let rest = &line[depth..];
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let is_signature = rest == "-- ";
        let goes_on = rest.ends_with(' ') && !is_signature && !end.is_empty();
        match open {
            Some(before) if before == depth && !is_signature => {}
            before => {
                if before.is_some() {
                    whole.push('\n');
                }
                whole.push_str(&">".repeat(depth));
                whole.push_str(if depth > 0 { " " } else { "" });
            }
        }
        whole.push_str(if goes_on && deletes_space { &rest[..rest.len() - 1] } else { rest });
        if !goes_on {
            whole.push_str(end);
        }
        open = goes_on.then_some(depth);
    }
    whole
}
