//! Where files lie, as whoever runs the server says: a folder, or a bucket that speaks S3.

use crate::Problem;
use crate::arguments::Data;
use std::path::Path;
use store::{Files, Folder, S3};

/// What a bucket begins with.
const BUCKET: &str = "s3://";
/// The variables that say how a bucket is reached.
const ENDPOINT: &str = "RYDDIG_FILES_ENDPOINT";
const REGION: &str = "RYDDIG_FILES_REGION";
const ACCESS_KEY: &str = "RYDDIG_FILES_ACCESS_KEY";
const SECRET_KEY: &str = "RYDDIG_FILES_SECRET_KEY";

/// The folder with its files where they are to lie.
pub(crate) fn with_files(folder: Folder, data: &Data) -> Result<Folder, Problem> {
    let Some(place) = &data.files else { return Ok(folder) };
    let files = match place.strip_prefix(BUCKET) {
        Some(bucket) => Files::s3(&s3(bucket, |name| std::env::var(name).ok())?),
        None if place.contains("://") => {
            return Err(Problem::mistaken(format!("--files {place:?} is neither a folder nor s3://bucket/prefix")));
        }
        None => Files::folder(Path::new(place)),
    };
    Ok(folder.with_files(files.map_err(Problem::failed)?))
}

/// `bucket/prefix`, and what the environment says of it.
fn s3(bucket: &str, variable: impl Fn(&str) -> Option<String>) -> Result<S3, Problem> {
    let (bucket, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
    if bucket.is_empty() {
        return Err(Problem::mistaken("--files names no bucket: s3://bucket/prefix"));
    }
    let needed = |name: &str| {
        variable(name).ok_or_else(|| Problem::mistaken(format!("{name} is needed with --files s3://{bucket}")))
    };
    Ok(S3 {
        bucket: bucket.to_owned(),
        prefix: prefix.trim_matches('/').to_owned(),
        endpoint: variable(ENDPOINT),
        region: variable(REGION),
        access_key: Some(needed(ACCESS_KEY)?),
        secret_key: Some(needed(SECRET_KEY)?),
    })
}
