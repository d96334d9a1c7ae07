//! The control socket: commands reach the running server over it, and the folder itself when none runs.
//!
//! One line of JSON each way. The socket lies in the data folder, which only its owner may enter:
//! whoever reaches it could read the database as well.

use crate::arguments::Data;
use crate::commands::{self, Command, Output, Published};
use crate::doctor::Running;
use crate::lane::Lane;
use crate::{Problem, company, open, say, say_bytes, worker};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::Engine;
use engine::jobs::Lane as Jobs;
use std::fs::{DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Folder;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;

/// The socket's file, inside the data folder.
const SOCKET: &str = "control.sock";
/// The longest path of a socket (unix(7)).
const SOCKET_PATH_BYTES: usize = 107;
/// The longest command.
const COMMAND_BYTES: u64 = 64 * 1024;

/// Carries out `command` through the running server, or on the folder when none runs.
pub(crate) async fn carry_out(company: &Path, data: &Data, command: Command) -> Result<(), Problem> {
    let output = match UnixStream::connect(data.folder.join(SOCKET)).await {
        Ok(stream) => ask(stream, &command)
            .await
            .map_err(|cause| Problem::failed(format!("the server ended while it worked; look what it did: {cause}")))?,
        Err(_) => alone(company, data, &command).await?,
    };
    write(&command, &output)?;
    say(&output.text);
    say_bytes(&output.bytes);
    match (output.mistaken, output.failed) {
        (None, None) => Ok(()),
        (Some(what), _) => Err(Problem::mistaken(what)),
        (None, Some(why)) => Err(Problem::failed(why)),
    }
}

/// What a running server answers; none where none runs.
pub(crate) async fn ask_server(data: &Path, command: &Command) -> Option<std::io::Result<Output>> {
    let stream = UnixStream::connect(data.join(SOCKET)).await.ok()?;
    Some(ask(stream, command).await)
}

/// The statement that a running server has published; none where no server answers.
pub(crate) async fn published(data: &Path) -> Option<Published> {
    ask_server(data, &Command::Published).await?.ok()?.published
}

/// What a running server was started with; none where no server answers.
pub(crate) async fn started_with(data: &Path) -> Option<Running> {
    ask_server(data, &Command::Running).await?.ok()?.running
}

/// Whether there are rows for commands to be about.
pub(crate) fn has_rows(data: &Path) -> bool {
    Folder::holds_store(data)
}

/// The socket of a running server; its file goes with it.
pub(crate) struct Socket {
    listener: UnixListener,
    path: PathBuf,
}

/// Refuses a folder whose path is too long for a socket, before anything is made in it.
pub(crate) fn check(data: &Path) -> Result<(), Problem> {
    let path = data.join(SOCKET);
    std::os::unix::net::SocketAddr::from_pathname(&path).map(|_| ()).map_err(|_| {
        let longest = SOCKET_PATH_BYTES - SOCKET.len() - 1;
        Problem::mistaken(format!("the path of the data folder {} is longer than {longest} bytes", data.display()))
    })
}

/// Makes the socket in the data folder, which this process has locked: one that is there already was
/// left by a process that was killed.
pub(crate) fn open(data: &Path) -> Result<Socket, Problem> {
    let path = data.join(SOCKET);
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path)
        .map_err(|cause| Problem::failed(format!("the control socket {}: {cause}", path.display())))?;
    Ok(Socket { listener, path })
}

/// Answers until `stopped`; each connection carries one command.
pub(crate) async fn listen(engine: Engine, running: Running, socket: Socket, mut stopped: watch::Receiver<bool>) {
    let Socket { listener, path } = socket;
    while !*stopped.borrow() {
        tokio::select! {
            accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                tokio::spawn(answer(engine.clone(), running.clone(), stream));
            },
            _ = stopped.changed() => {}
        }
    }
    let _ = std::fs::remove_file(&path);
}

async fn answer(engine: Engine, running: Running, stream: UnixStream) {
    let (reader, mut writer) = stream.into_split();
    let mut line = String::new();
    if BufReader::new(reader.take(COMMAND_BYTES)).read_line(&mut line).await.is_err() {
        return;
    }
    let output = match serde_json::from_str::<Command>(&line) {
        Ok(Command::Running) => Output { running: Some(running), ..Output::default() },
        Ok(command) => commands::run(&engine, open::now(), &command).await,
        Err(_) => Output::failed("the server does not know this command; is it of another version?"),
    };
    let Ok(mut json) = serde_json::to_vec(&output) else { return };
    json.push(b'\n');
    // Whoever asked may have gone; what was done is done.
    let _ = writer.write_all(&json).await;
}

async fn ask(stream: UnixStream, command: &Command) -> std::io::Result<Output> {
    let (mut reader, mut writer) = stream.into_split();
    let mut line = serde_json::to_vec(command)?;
    line.push(b'\n');
    writer.write_all(&line).await?;
    let mut answer = Vec::new();
    reader.read_to_end(&mut answer).await?;
    Ok(serde_json::from_slice(&answer)?)
}

async fn alone(company: &Path, data: &Data, command: &Command) -> Result<Output, Problem> {
    let model = Arc::new(company::compile(company)?);
    if !Folder::holds_store(&data.folder) {
        let folder = data.folder.display();
        return Err(Problem::failed(format!("there is no data folder {folder}, or nothing in it")));
    }
    let folder = open::lock(data, "a ryddig command")?;
    let settings = open::quiet_settings(&model, &data.folder)?;
    let store = open::store(folder, data, &model)?;
    let engine = open::engine(model, store, settings)?;
    open::replay(&engine, false).await?;
    let (stop, stopped) = watch::channel(false);
    let work = match command {
        Command::ImportList(_) => Some(Lane::begin("long-work", worker::run(engine.clone(), Jobs::Long, stopped))?),
        _ => None,
    };
    let output = commands::run(&engine, open::now(), command).await;
    let _ = stop.send(true);
    if let Some(work) = work {
        work.end().await;
    }
    Ok(output)
}

/// Writes the files that came with the answer where the command said, for their owner alone.
fn write(command: &Command, output: &Output) -> Result<(), Problem> {
    let (Command::Access { to, .. } | Command::Portability { to, .. }) = command else { return Ok(()) };
    if output.files.is_empty() {
        return Ok(());
    }
    let problem = |cause: std::io::Error| Problem::failed(format!("{} cannot be written: {cause}", to.display()));
    DirBuilder::new().recursive(true).mode(0o700).create(to).map_err(problem)?;
    for (name, text) in &output.files {
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(true).mode(0o600).open(to.join(name));
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(problem)?;
    }
    for (name, encoded) in &output.encoded {
        let path = to.join(name);
        if let Some(folder) = path.parent() {
            DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(problem)?;
        }
        let bytes = STANDARD.decode(encoded).map_err(Problem::failed)?;
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(true).mode(0o600).open(path);
        file.and_then(|mut file| file.write_all(&bytes)).map_err(problem)?;
    }
    Ok(())
}
