//! Files in a backup: what is stored of each, encrypted as it is, behind the rows.
//!
//! A file begins with an object with `file` (its id). Then a text for each piece, in base64 (RFC 4648, section 4), and an
//! object with `end_of` (its id) and `bytes` (how many are stored). Its key is not in the backup: without the key store
//! nobody reads it. A file that went while the backup was written is left out: whoever restores it misses nothing that
//! was still there.

use super::{FileError, Files};
use crate::limits::BACKUP_FILE_BYTES;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::RowId;
use serde_json::{Value, json};
use tokio::runtime::Handle;

/// Hands the lines of a file to `line`. Blocks, on a thread that is none of `runtime`'s own.
pub(crate) fn write<E: From<FileError>>(
    (files, runtime): (&Files, &Handle),
    id: RowId,
    line: &mut dyn FnMut(&Value) -> Result<(), E>,
) -> Result<(), E> {
    let mut pieces = match runtime.block_on(files.stored(id)) {
        Err(FileError::Missing) => return Ok(()),
        found => found?,
    };
    line(&json!({ "file": id.to_string() }))?;
    let (mut waiting, mut bytes) = (Vec::new(), 0);
    while let Some(piece) = runtime.block_on(pieces.next())? {
        bytes += piece.len();
        waiting.extend_from_slice(&piece);
        let whole = waiting.len() - waiting.len() % BACKUP_FILE_BYTES;
        for part in waiting[..whole].chunks(BACKUP_FILE_BYTES) {
            line(&Value::String(STANDARD.encode(part)))?;
        }
        waiting.drain(..whole);
    }
    if !waiting.is_empty() {
        line(&Value::String(STANDARD.encode(&waiting)))?;
    }
    line(&json!({ "end_of": id.to_string(), "bytes": bytes }))
}

/// Takes in the file whose first line is `first`; `next` gives the lines behind it. Nothing where a line is not what it
/// should be. Blocks, on a thread that is none of `runtime`'s own.
pub(crate) fn read<E: From<FileError>>(
    (files, runtime): (&Files, &Handle),
    first: &Value,
    next: &mut dyn FnMut() -> Result<Value, E>,
) -> Result<Option<()>, E> {
    let Some(id) = first["file"].as_str().and_then(|id| id.parse::<RowId>().ok()) else { return Ok(None) };
    let mut upload = files.upload(id);
    let mut bytes = 0;
    loop {
        match next()? {
            Value::String(piece) => {
                let Ok(piece) = STANDARD.decode(piece) else { return Ok(None) };
                bytes += piece.len();
                upload.buffer().extend(piece);
                runtime.block_on(upload.send())?;
            }
            end if end == json!({ "end_of": id.to_string(), "bytes": bytes }) => {
                runtime.block_on(upload.end())?;
                return Ok(Some(()));
            }
            _ => return Ok(None),
        }
    }
}
