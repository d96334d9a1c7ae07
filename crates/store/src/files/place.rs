//! Where the bytes of files lie: in a folder, or in a bucket that speaks S3. A file's name there is its id.
//!
//! It knows bytes and names, and neither keys nor rows.

use super::FileError;
use crate::limits::{BUCKET_RETRIES_MAX, BUCKET_RETRY_SECONDS, FILE_CHUNK_BYTES, FILE_PART_BYTES, FILE_STAGED_SECONDS};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use model::RowId;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::client::ClientOptions;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Name;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, RetryConfig};
use std::fmt;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// The folder of the files in a data folder, where no other place is named.
pub(crate) const FOLDER: &str = "files";

/// The place of the files. Clones are the same one.
#[derive(Clone)]
pub struct Files {
    place: Arc<dyn ObjectStore>,
    prefix: Name,
    folder: Option<PathBuf>,
}

/// A bucket that speaks S3, and who may use it.
#[derive(Clone, Default)]
pub struct S3 {
    /// Its name.
    pub bucket: String,
    /// What stands before every name in it; empty for nothing.
    pub prefix: String,
    /// Where the service is, such as `https://s3.example.no`; otherwise Amazon's.
    pub endpoint: Option<String>,
    /// The region of the bucket.
    pub region: Option<String>,
    /// Who asks.
    pub access_key: Option<String>,
    /// What that one alone knows.
    pub secret_key: Option<String>,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Files({self})")
    }
}

impl fmt::Display for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.folder {
            Some(folder) => write!(f, "{}", folder.display()),
            None => write!(f, "{}/{}", self.place, self.prefix),
        }
    }
}

impl Files {
    /// The folder at `path`, which is made where it is missing, for its owner alone.
    pub fn folder(path: &Path) -> Result<Self, FileError> {
        let unusable = |cause: &dyn fmt::Display| {
            FileError::Unavailable(format!("the folder of the files {}: {cause}", path.display()))
        };
        DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(|cause| unusable(&cause))?;
        let place = LocalFileSystem::new_with_prefix(path).map_err(|cause| unusable(&cause))?.with_fsync(true);
        Ok(Self { place: Arc::new(place), prefix: Name::default(), folder: Some(path.to_owned()) })
    }

    /// A bucket. Nothing is asked of it yet.
    pub fn s3(s3: &S3) -> Result<Self, FileError> {
        // There may be one already; either way it is this one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let plain = s3.endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://"));
        let client = ClientOptions::new().with_allow_http(plain);
        let retry = RetryConfig {
            max_retries: BUCKET_RETRIES_MAX,
            retry_timeout: Duration::from_secs(BUCKET_RETRY_SECONDS),
            ..RetryConfig::default()
        };
        let builder = AmazonS3Builder::new().with_bucket_name(&s3.bucket).with_client_options(client);
        let mut builder = builder.with_retry(retry);
        let settings = [
            (&s3.endpoint, AmazonS3ConfigKey::Endpoint),
            (&s3.region, AmazonS3ConfigKey::Region),
            (&s3.access_key, AmazonS3ConfigKey::AccessKeyId),
            (&s3.secret_key, AmazonS3ConfigKey::SecretAccessKey),
        ];
        for (value, key) in settings {
            if let Some(value) = value {
                builder = builder.with_config(key, value);
            }
        }
        let place = builder.build().map_err(|cause| FileError::of_place(&cause))?;
        let prefix = Name::parse(&s3.prefix).map_err(|cause| FileError::Unavailable(cause.to_string()))?;
        Ok(Self { place: Arc::new(place), prefix, folder: None })
    }

    /// The folder, where it is one.
    pub(crate) fn on_disk(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// `07/0190…07`: a folder for each pair of last digits, as the first ones of neighbours are the same.
    fn name(&self, id: RowId) -> Name {
        let id = id.to_string();
        self.prefix.clone().join(&id[id.len() - 2..]).join(id.as_str())
    }

    /// Where the bytes of a new file go, part by part.
    pub(super) fn upload(&self, id: RowId) -> Upload {
        Upload { files: self.clone(), id, waiting: Vec::new(), parts: None }
    }

    /// The stored bytes of a file, piece by piece.
    pub(crate) async fn stored(&self, id: RowId) -> Result<Pieces, FileError> {
        let found = self.place.get(&self.name(id)).await.map_err(|cause| FileError::of_place(&cause))?;
        Ok(Pieces { stream: found.into_stream() })
    }

    /// Removes the bytes of a file; that there are none is as good.
    pub(super) async fn remove(&self, id: RowId) -> Result<(), FileError> {
        match self.place.delete(&self.name(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(cause) => Err(FileError::of_place(&cause)),
        }
    }

    /// Every file whose bytes are there, and how many they are.
    pub(super) async fn list(&self) -> Result<Vec<(RowId, u64)>, FileError> {
        let mut listed = self.place.list(Some(&self.prefix));
        let mut files = Vec::new();
        while let Some(found) = listed.next().await {
            let found = found.map_err(|cause| FileError::of_place(&cause))?;
            // What bears no such name is not ours.
            if let Some(id) = found.location.filename().and_then(|name| RowId::from_str(name).ok())
                && self.name(id) == found.location
            {
                files.push((id, found.size));
            }
        }
        Ok(files)
    }

    /// Removes what uploads that a crash ended left in the folder. In a bucket that is for its own rules to do.
    pub(super) fn sweep_staged(&self) -> io::Result<usize> {
        let Some(folder) = &self.folder else { return Ok(0) };
        let mut swept = 0;
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if !entry.file_type()?.is_dir() {
                continue;
            }
            for staged in fs::read_dir(entry.path())? {
                let staged = staged?;
                let is_staged = staged.file_name().to_string_lossy().contains('#');
                let age = staged.metadata()?.modified()?.elapsed().unwrap_or_default();
                if is_staged && age > Duration::from_secs(FILE_STAGED_SECONDS) {
                    fs::remove_file(staged.path())?;
                    swept += 1;
                }
            }
        }
        Ok(swept)
    }
}

/// The stored bytes of a file on their way out.
pub(crate) struct Pieces {
    stream: BoxStream<'static, object_store::Result<Bytes>>,
}

impl Pieces {
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, FileError> {
        self.stream.next().await.transpose().map_err(|cause| FileError::of_place(&cause))
    }
}

/// The bytes of a new file on their way in. Nobody finds them before the end.
pub(super) struct Upload {
    files: Files,
    id: RowId,
    waiting: Vec<u8>,
    parts: Option<Box<dyn MultipartUpload>>,
}

impl Upload {
    /// What waits to be sent: more is put behind it.
    pub(super) fn buffer(&mut self) -> &mut Vec<u8> {
        if self.waiting.capacity() == 0 {
            self.waiting.reserve(FILE_CHUNK_BYTES);
        }
        &mut self.waiting
    }

    /// Sends what waits, where it fills a part.
    pub(super) async fn send(&mut self) -> Result<(), FileError> {
        while self.waiting.len() >= FILE_PART_BYTES {
            let rest = self.waiting.split_off(FILE_PART_BYTES);
            let part = std::mem::replace(&mut self.waiting, rest);
            self.part(part).await?;
        }
        Ok(())
    }

    async fn part(&mut self, part: Vec<u8>) -> Result<(), FileError> {
        let error = |cause| FileError::of_place(&cause);
        let mut parts = match self.parts.take() {
            Some(parts) => parts,
            None => self.files.place.put_multipart(&self.files.name(self.id)).await.map_err(error)?,
        };
        let sent = parts.put_part(part.into()).await;
        self.parts = Some(parts);
        sent.map_err(error)
    }

    /// Sends the rest; the bytes are durable and found when it returns.
    pub(super) async fn end(mut self) -> Result<(), FileError> {
        let error = |cause| FileError::of_place(&cause);
        let rest = std::mem::take(&mut self.waiting);
        if self.parts.is_none() {
            return self.files.place.put(&self.files.name(self.id), rest.into()).await.map(drop).map_err(error);
        }
        if !rest.is_empty()
            && let Err(cause) = self.part(rest).await
        {
            self.abort().await;
            return Err(cause);
        }
        match self.parts.take() {
            Some(mut parts) => parts.complete().await.map(drop).map_err(error),
            None => Ok(()),
        }
    }

    /// Gives it up.
    pub(super) async fn abort(mut self) {
        if let Some(mut parts) = self.parts.take()
            && let Err(cause) = parts.abort().await
        {
            tracing::warn!("what had come of a file could not be removed yet: {cause}");
        }
    }
}
