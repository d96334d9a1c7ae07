//! A file on its way to whoever may read the field that names it: to be saved, never shown as a page of this site.

use crate::desk::{Desk, DeskPage};
use axum::body::{Body, Bytes};
use engine::files::{FileReader, read};
use engine::{Failure, day_of};
use futures_util::stream;

pub(super) async fn fetch(desk: Desk) -> Result<DeskPage, Failure> {
    let (entity, field) = (desk.entity()?, desk.param("field")?);
    let reader = read(&desk.app.engine, &desk.caller, (entity, desk.id()?, field), day_of(desk.now)).await?;
    handed(reader).await
}

/// The file as an answer. What cannot be read at all is told on a page; later the connection can only break off.
pub(crate) async fn handed(mut reader: FileReader) -> Result<DeskPage, Failure> {
    let first = reader.next().await?;
    let info = reader.info().clone();
    Ok(DeskPage::stream(&info.title, &info.media_type, info.size, body(first, reader)))
}

fn body(first: Option<Vec<u8>>, reader: FileReader) -> Body {
    let rest = stream::try_unfold((first, reader), |(first, mut reader)| async move {
        let next = match first {
            Some(first) => Some(first),
            None => reader.next().await?,
        };
        Ok::<_, engine::files::FileError>(next.map(|bytes| (Bytes::from(bytes), (None, reader))))
    });
    Body::from_stream(rest)
}
