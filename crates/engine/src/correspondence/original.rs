//! A mail as it came, for whoever may read it.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::PICTURE_IN_MAIL_BYTES;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use mail::{Attachment, RemotePictures, clean};
use model::RowId;
use rights::Operation;
use std::collections::HashMap;

/// A mail with all of its head and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The mail.
    pub id: RowId,
    /// The case that it is in.
    pub case: Option<RowId>,
    /// Its subject.
    pub subject: String,
    /// The fields of its head that people read, as they stood there.
    pub head: Vec<(&'static str, String)>,
    /// Its whole text.
    pub text: String,
    /// Its HTML, without anything that runs or calls home.
    pub html: Option<String>,
    /// Pictures elsewhere that are not shown: whoever fetches one tells its sender.
    pub blocked: usize,
    /// The bytes that it came as are here.
    pub has_file: bool,
}

/// The fields of a head that are shown, in their order.
const HEAD: [(&str, &str); 7] = [
    ("From", "from"),
    ("Reply-To", "reply-to"),
    ("To", "to"),
    ("Cc", "cc"),
    ("Date", "date"),
    ("Message-ID", "message-id"),
    ("Authentication-Results", "authentication-results"),
];

/// The mail `id`, which stands in a thread that the caller may read.
pub async fn original(engine: &Engine, caller: &Caller, id: RowId) -> Result<Original, Failure> {
    let tables = engine.tables();
    let f = &tables.email_message.f;
    let scope = engine.scope(caller, f.entity, Operation::Read)?;
    engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    let stored = tables.email_message.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    let thread = tables.email_thread.get(engine.store(), stored.row.thread).await?.ok_or(Failure::NotFound)?;
    engine.looked(caller, f.entity, Some(thread.row.person), vec![id])?;
    let mut original = Original {
        id,
        case: thread.row.case,
        subject: stored.row.subject,
        head: Vec::new(),
        text: stored.row.body,
        html: None,
        blocked: 0,
        has_file: stored.row.original.is_some() && scope.covers(f.original),
    };
    if !original.has_file {
        return Ok(original);
    }
    let Some(file) = engine.store().read_file(&scope, id, f.original).await? else { return Ok(original) };
    let Ok(incoming) = mail::parse(&file.whole().await?) else { return Ok(original) };
    let values = HEAD.iter().filter_map(|(name, key)| Some((*name, incoming.field(key)?.to_owned())));
    original.head = values.collect();
    original.text.clone_from(&incoming.text);
    let pictures: HashMap<String, String> = incoming.attachments.iter().filter_map(picture).collect();
    let picture = move |id: &str| pictures.get(id).cloned();
    if let Some(Ok(clean)) = incoming.html.as_deref().map(|html| clean(html, RemotePictures::Block, picture)) {
        original.html = Some(clean.html);
        original.blocked = clean.blocked;
    }
    Ok(original)
}

/// A picture of the text and the address by which it stands in the page itself: nothing is fetched for it.
fn picture(part: &Attachment) -> Option<(String, String)> {
    const SHOWN: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    let is_shown = SHOWN.contains(&part.media_type.as_str()) && part.bytes.len() <= PICTURE_IN_MAIL_BYTES;
    let id = part.content_id.clone().filter(|_| is_shown)?;
    Some((id, format!("data:{};base64,{}", part.media_type, BASE64.encode(&part.bytes))))
}
