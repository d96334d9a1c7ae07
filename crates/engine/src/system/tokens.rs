//! Tokens of programs: what each may do here, made once, shown once, and taken back at any time.
//!
//! A token is `ryd_`, 256 random bits in base64url (RFC 4648, 5) and six characters that check the rest, so that scanners
//! of source code find one that leaked and know that it is one. Only its hash is stored. It is for one activity, to read or
//! to write, for a year at most. It has no role: what [`rights::scope`] gives a machine is all it has.

use super::grants::{demand_administrator, is_owner, may_grant};
use super::rows::{MachineToken, May};
use super::secret::{hash, unhex};
use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, TOKEN_DAYS, TOKEN_ENTITIES, TOKEN_NAME_CHARACTERS};
use crate::website::is_blank;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::{Access, ActivityId, Day, Language, Moment, Reach, RoleId, RowId, Value};
use rights::{Operation, Viewer, scope};
use sha2::{Digest, Sha256};
use store::{Changes, Condition, Stored};

/// What a token begins with.
pub const TOKEN_PREFIX: &str = "ryd_";
/// How many characters the random part has.
const SECRET_CHARACTERS: usize = 43;
/// How many bytes of the hash check a token: six characters.
const CHECK_BYTES: usize = 4;

/// A token that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What the program is called.
    pub name: String,
    /// The word of the activity.
    pub activity: String,
    /// It may change what it may read.
    pub writes: bool,
    /// The words of the only entities it may name; all that the activity opens where there are none.
    pub entities: Vec<String>,
    /// The last day on which it works.
    pub expires_on: Day,
}

/// Why a token was not made.
#[derive(Debug)]
pub enum TokenProblem {
    /// The program has no name, or one longer than this many characters.
    Name(usize),
    /// There is no such activity, or none that a program may be let into.
    Activity,
    /// The activity opens no such entity to a program.
    Entity(String),
    /// The last day is in the past, or more than this many days ahead.
    Days(i32),
    /// The use case could not be done.
    Failed(Failure),
}

impl<T: Into<Failure>> From<T> for TokenProblem {
    fn from(error: T) -> Self {
        Self::Failed(error.into())
    }
}

/// A token as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenLine {
    /// The row.
    pub id: RowId,
    /// What the program is called.
    pub name: String,
    /// The purpose it is for; the activity's word where the register does not have it any more.
    pub purpose: String,
    /// It may change what it may read.
    pub writes: bool,
    /// The only kinds of rows it may name, as people call them.
    pub entities: Vec<String>,
    /// When it was made.
    pub made_on: Day,
    /// The last day on which it works.
    pub expires_on: Day,
    /// The day it was last used.
    pub last_used_on: Option<Day>,
}

/// The activities that a program may be let into: the word of each and its purpose. Never the one that decides who comes in.
pub fn token_activities(engine: &Engine, language: Language) -> Vec<(String, String)> {
    let model = engine.model();
    let open = model.activity_ids().filter(|activity| is_open(engine, *activity));
    let mut all: Vec<(String, String)> =
        open.map(|it| (model[it].key.clone(), model[it].purpose.get(language).to_owned())).collect();
    all.sort_by(|one, other| one.1.cmp(&other.1));
    all
}

fn is_open(engine: &Engine, activity: ActivityId) -> bool {
    let user = &engine.model()[engine.tables().user.f.entity];
    engine.model()[activity].in_use && !user.held.activities().contains(&activity)
}

/// Makes a token, which is told here and never again.
pub async fn make_token(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    wanted: &NewToken,
) -> Result<(RowId, String), TokenProblem> {
    let (table, model, today) = (&engine.tables().machine_token, engine.model(), rights::day_of(now));
    demand_administrator(engine, caller)?;
    let name = wanted.name.trim();
    let is_long = name.chars().count() > TOKEN_NAME_CHARACTERS;
    if is_blank(name) || is_long || name.chars().any(char::is_control) {
        return Err(TokenProblem::Name(TOKEN_NAME_CHARACTERS));
    }
    let activity = model.activity_ids().find(|it| model[*it].key == wanted.activity);
    let activity = activity.filter(|it| is_open(engine, *it)).ok_or(TokenProblem::Activity)?;
    let may = if wanted.writes { May::Write } else { May::Read };
    if !may_let_in(engine, caller, activity, may) {
        return Err(TokenProblem::Activity);
    }
    let entities = listed(engine, activity, &wanted.entities)?;
    let last = today.0.saturating_add(TOKEN_DAYS);
    if wanted.expires_on < today || wanted.expires_on.0 > last {
        return Err(TokenProblem::Days(TOKEN_DAYS));
    }
    let token = new_token(engine)?;
    let row = MachineToken {
        name: name.to_owned(),
        activity: wanted.activity.clone(),
        may,
        entities,
        token_hash: hash(&token),
        made_on: today,
        made_by: caller.user,
        expires_on: wanted.expires_on,
        last_used_on: None,
    };
    let id = engine.new_id(now);
    let mut changes = Changes::new();
    table.insert(&mut changes, id, &row)?;
    changes.record(Deed::TokenMade.entry(engine, now, caller.actor(), (table.f.entity, id)));
    engine.store().apply(changes).await?;
    Ok((id, token))
}

/// Whether the caller lets a program into the activity: owners do, and others where some role that they grant reaches as far.
fn may_let_in(engine: &Engine, caller: &Caller, activity: ActivityId, may: May) -> bool {
    let model = engine.model();
    let wanted = if may == May::Write { Access::Write } else { Access::Read };
    let reaches = |role: RoleId| model[activity].reach_of(role, wanted) == Some(Reach::All);
    is_owner(model, caller) || model.role_ids().any(|role| may_grant(engine, caller, role) && reaches(role))
}

/// The words of the entities, each of which the activity must open to a program.
fn listed(engine: &Engine, activity: ActivityId, words: &[String]) -> Result<Option<String>, TokenProblem> {
    let model = engine.model();
    let machine = Viewer::Machine { token: RowId([0; 16]), activity, access: Access::Read, entities: None };
    for word in words {
        let entity = model.entity_named(word);
        if words.len() > TOKEN_ENTITIES
            || entity.is_none_or(|entity| scope(model, &machine, entity, Operation::Read).is_err())
        {
            return Err(TokenProblem::Entity(word.clone()));
        }
    }
    Ok((!words.is_empty()).then(|| words.join(" ")))
}

fn new_token(engine: &Engine) -> Result<String, Failure> {
    let secret =
        unhex(&engine.new_secret()).ok_or_else(|| Failure::Unavailable("no secret could be made".to_owned()))?;
    let secret = URL_SAFE_NO_PAD.encode(secret);
    Ok(format!("{TOKEN_PREFIX}{secret}{}", check_of(&secret)))
}

/// The characters that check the random part.
fn check_of(secret: &str) -> String {
    let digest = Sha256::digest(format!("{TOKEN_PREFIX}{secret}").as_bytes());
    URL_SAFE_NO_PAD.encode(&digest[..CHECK_BYTES])
}

/// Whether it can be a token of ours: nobody else's is looked up.
fn is_token(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(TOKEN_PREFIX).filter(|rest| rest.is_ascii()) else { return false };
    rest.len() > SECRET_CHARACTERS && {
        let (secret, check) = rest.split_at(SECRET_CHARACTERS);
        check == check_of(secret)
    }
}

/// The program with this token, as it stands today. None for a token that is wrong, has expired or was taken back.
pub async fn machine(engine: &Engine, now: Moment, token: &str) -> Result<Option<Caller>, Failure> {
    if !is_token(token) {
        return Ok(None);
    }
    let (table, today) = (&engine.tables().machine_token, rights::day_of(now));
    let query = table.all().matching(Condition::Is(table.f.token_hash, Value::Text(hash(token))));
    let Some(found) = table.first(engine.store(), query).await? else { return Ok(None) };
    if found.row.expires_on < today {
        return Ok(None);
    }
    let Some(viewer) = viewer(engine, &found) else { return Ok(None) };
    if found.row.last_used_on != Some(today) {
        let mut changes = Changes::new();
        let used = vec![(table.f.last_used_on, Value::Day(today))];
        changes.update(&table.write, found.id, found.version, used)?;
        match engine.store().apply(changes).await {
            // Another request of the day wrote it, or somebody has taken the token back: the next request is told so.
            Ok(()) | Err(store::ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let capacity = crate::system::Capacity::default();
    Ok(Some(Caller { user: None, name: found.row.name, language: Language::En, viewer, capacity }))
}

/// What the token opens by the register of today; none where that has no such activity any more.
fn viewer(engine: &Engine, token: &Stored<MachineToken>) -> Option<Viewer> {
    let model = engine.model();
    let activity = model.activity_ids().find(|it| model[*it].key == token.row.activity);
    let activity = activity.filter(|it| is_open(engine, *it))?;
    let access = match token.row.may {
        May::Read => Access::Read,
        May::Write => Access::Write,
    };
    let entities = token.row.entities.as_ref();
    let entities = entities.map(|words| words.split(' ').filter_map(|word| model.entity_named(word)).collect());
    Some(Viewer::Machine { token: token.id, activity, access, entities })
}

/// The tokens there are, the newest first.
pub async fn tokens(engine: &Engine, caller: &Caller) -> Result<Vec<TokenLine>, Failure> {
    demand_administrator(engine, caller)?;
    let (table, model, language) = (&engine.tables().machine_token, engine.model(), caller.language);
    let query = table.all().newest_first(table.f.made_on).limit(BATCH_ROWS);
    let purpose = |key: &str| {
        let known = model.activity_ids().find(|it| model[*it].key == key);
        known.map_or_else(|| key.to_owned(), |it| model[it].purpose.get(language).to_owned())
    };
    let kind = |key: &str| match model.entity_named(key) {
        Some(entity) => model[entity].name.get(language).to_owned(),
        None => key.to_owned(),
    };
    let line = |found: Stored<MachineToken>| TokenLine {
        id: found.id,
        purpose: purpose(&found.row.activity),
        name: found.row.name,
        writes: found.row.may == May::Write,
        entities: found.row.entities.as_deref().map_or_else(Vec::new, |keys| keys.split(' ').map(kind).collect()),
        made_on: found.row.made_on,
        expires_on: found.row.expires_on,
        last_used_on: found.row.last_used_on,
    };
    Ok(table.find(engine.store(), query).await?.into_iter().map(line).collect())
}

/// Takes a token back: it is gone at once.
pub async fn revoke_token(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<(), Failure> {
    demand_administrator(engine, caller)?;
    let table = &engine.tables().machine_token;
    let token = table.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    let mut changes = Changes::new();
    changes.delete(&table.write, id, token.version)?;
    changes.record(Deed::TokenRevoked.entry(engine, now, caller.actor(), (table.f.entity, id)));
    Ok(engine.store().apply(changes).await?)
}
