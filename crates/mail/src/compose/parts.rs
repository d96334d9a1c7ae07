//! The body of a letter: text, HTML, its pictures and files, nested as programs expect it (RFC 2046, 5.1; RFC 2387).

use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Attachment, Body, MessageBuilder, MultiPart, SinglePart};

use super::{ComposeError, header, lines, text_part, within};
use crate::limits::{FILES_LENGTH_MAX_BYTES, FILES_MAX_COUNT};
use crate::{File, Letter};

/// Either of the two that a multipart is made of.
enum Piece {
    Single(SinglePart),
    Multi(MultiPart),
}

/// Builds the message with this body.
pub(super) fn body(builder: MessageBuilder, letter: &Letter) -> Result<lettre::Message, ComposeError> {
    if letter.files.len() > FILES_MAX_COUNT {
        return Err(ComposeError::Many { field: "files", limit_count: FILES_MAX_COUNT });
    }
    if letter.files.iter().map(|file| file.bytes.len()).sum::<usize>() > FILES_LENGTH_MAX_BYTES {
        return Err(ComposeError::Long { field: "files", limit_bytes: FILES_LENGTH_MAX_BYTES });
    }
    let (pictures, files): (Vec<&File>, Vec<&File>) =
        letter.files.iter().partition(|file| file.content_id.is_some() && letter.html.is_some());
    let text = text_part(&letter.message)?;
    let shown = match &letter.html {
        None => Piece::Single(text),
        Some(html) => {
            let alternative = MultiPart::alternative().singlepart(text);
            Piece::Multi(match with(Piece::Single(html_part(html)?), MultiPart::related, &pictures)? {
                Piece::Single(html) => alternative.singlepart(html),
                Piece::Multi(related) => alternative.multipart(related),
            })
        }
    };
    match with(shown, MultiPart::mixed, &files)? {
        Piece::Single(part) => builder.singlepart(part),
        Piece::Multi(parts) => builder.multipart(parts),
    }
    .map_err(|_| ComposeError::Whole)
}

/// The piece with files behind it; by itself if there are none.
fn with(piece: Piece, kind: fn() -> lettre::message::MultiPartBuilder, files: &[&File]) -> Result<Piece, ComposeError> {
    if files.is_empty() {
        return Ok(piece);
    }
    let mut parts = match piece {
        Piece::Single(part) => kind().singlepart(part),
        Piece::Multi(part) => kind().multipart(part),
    };
    for file in files {
        parts = parts.singlepart(file_part(file)?);
    }
    Ok(Piece::Multi(parts))
}

fn html_part(html: &str) -> Result<SinglePart, ComposeError> {
    within("html", html)?;
    let part = SinglePart::builder().header(ContentType::TEXT_HTML).header(ContentTransferEncoding::QuotedPrintable);
    Ok(part.body(lines(html)))
}

fn file_part(file: &File) -> Result<SinglePart, ComposeError> {
    let media_type =
        ContentType::parse(header("media_type", &file.media_type)?).map_err(|_| ComposeError::MediaType)?;
    let name = header("name", &file.name)?.to_owned();
    let attachment = match &file.content_id {
        Some(id) if id.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte)) && !id.is_empty() => {
            Attachment::new_inline_with_name(header("content_id", id)?.to_owned(), name)
        }
        Some(_) => return Err(ComposeError::Id("content_id")),
        None => Attachment::new(name),
    };
    let body = Body::new_with_encoding(file.bytes.clone(), ContentTransferEncoding::Base64);
    Ok(attachment.body(body.map_err(|_| ComposeError::Whole)?, media_type))
}
