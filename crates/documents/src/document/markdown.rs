//! A document as Markdown (CommonMark): for the command line, and to compare two versions line by line.

use super::{Block, Content, Document, Level};

/// Writes `document` as Markdown. Text from the register stays text: what Markdown would read as a
/// sign is escaped.
pub fn to_markdown(document: &Document) -> String {
    let title = format!("# {}", escape(&document.title));
    let blocks = document.blocks.iter().map(block);
    let mut out = std::iter::once(title).chain(blocks).collect::<Vec<_>>().join("\n\n");
    out.push('\n');
    out
}

fn block(block: &Block) -> String {
    match &block.content {
        Content::Heading { level: Level::Chapter, text, .. } => format!("## {}", escape(text)),
        Content::Heading { level: Level::Part, text, .. } => format!("### {}", escape(text)),
        Content::Heading { level: Level::Section, text, .. } => format!("#### {}", escape(text)),
        Content::Paragraph { text } => escape(text),
        Content::List { items } => points(items),
        Content::Definition { term, details } | Content::Fold { term, details } => match details.as_slice() {
            [one] => format!("**{}:** {}", escape(term), escape(one)),
            several => format!("**{}:**\n\n{}", escape(term), points(several)),
        },
    }
}

fn points(items: &[String]) -> String {
    let points: Vec<String> = items.iter().map(|item| format!("- {}", escape(item))).collect();
    points.join("\n")
}

/// The text on one line, with a backslash before every sign that means something in Markdown.
fn escape(text: &str) -> String {
    let text = text.trim();
    let list_sign = list_sign(text);
    let mut out = String::with_capacity(text.len());
    for (at, sign) in text.char_indices() {
        if list_sign == Some(at) || SIGNS.contains(&sign) {
            out.push('\\');
        }
        out.push(if sign == '\n' || sign == '\r' { ' ' } else { sign });
    }
    out
}

/// Signs that mean something wherever they stand.
const SIGNS: [char; 11] = ['\\', '*', '_', '`', '[', ']', '<', '>', '#', '&', '~'];

/// Where the sign stands that would begin a list: a dash, a plus, or what follows a leading number.
fn list_sign(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let begins = match digits {
        0 => rest.starts_with('-') || rest.starts_with("+ "),
        _ => rest.starts_with(['.', ')']),
    };
    begins.then_some(digits)
}
