//! How well the guard does over the made-up mails.

use mail::{Confidence, Found, Kind, Numbers, Place, guard};

use super::{KINDS, Made, OWN, Sentences, ordinary, sensitive};

const ORDINARY_COUNT: u64 = 600;
const SENSITIVE_COUNT: u64 = 80;

/// How one kind was found, counted in mails.
pub(crate) struct Score {
    pub(crate) kind: Kind,
    /// Of the mails in which it was found, those in which it was planted, in per cent.
    pub(crate) precision: f64,
    /// Of the mails in which it was planted, those in which it was found there, in per cent.
    pub(crate) recall: f64,
    /// The same where only what is sure counts.
    pub(crate) recall_high: f64,
}

/// All of it.
pub(crate) struct Scores {
    pub(crate) kinds: Vec<Score>,
    /// Ordinary mails in which something was found, in per cent.
    pub(crate) hinted: f64,
    /// Ordinary mails in which something was found for sure, in per cent.
    pub(crate) stopped: f64,
    /// What was missed or found in the wrong place, for people who mend the lists.
    pub(crate) wrong: Vec<String>,
    /// All the mails, one after the other.
    pub(crate) sample: String,
}

/// Over mails of the sentences beside which the lists were mended.
pub(crate) fn known() -> Scores {
    scores(Sentences::Known)
}

/// Over mails of sentences that were written later.
pub(crate) fn later() -> Scores {
    scores(Sentences::Later)
}

/// Looks through ordinary mails and such with something of each kind.
fn scores(sentences: Sentences) -> Scores {
    let with = |(kind, nth): (&Kind, u64)| {
        let kind = *kind;
        (0..SENSITIVE_COUNT).map(move |seed| sensitive(sentences, kind, 10_000 * (nth + 1) + seed))
    };
    let ordinary = (0..ORDINARY_COUNT).map(|seed| ordinary(sentences, seed));
    let mails: Vec<Made> = ordinary.chain(KINDS.iter().zip(0..).flat_map(with)).collect();
    let found: Vec<Vec<Found>> = mails.iter().map(|mail| look(&mail.text)).collect();
    let looked: Vec<(&Made, &[Found])> = mails.iter().zip(found.iter().map(Vec::as_slice)).collect();
    let plain = || looked.iter().filter(|(mail, _)| mail.planted.is_none());
    let is_high = |found: &Found| found.confidence == Confidence::High;
    Scores {
        kinds: KINDS.iter().map(|kind| score(*kind, &looked)).collect(),
        hinted: per_cent(plain().filter(|(_, found)| !found.is_empty()).count(), plain().count()),
        stopped: per_cent(plain().filter(|(_, found)| found.iter().any(is_high)).count(), plain().count()),
        sample: mails.iter().map(|mail| mail.text.as_str()).collect(),
        wrong: looked.iter().flat_map(|(mail, found)| wrong(mail, found)).collect(),
    }
}

fn look(text: &str) -> Vec<Found> {
    guard(&[(Place::Text, text)], &[OWN.to_owned()], Numbers::WithSynthetic)
}

fn score(kind: Kind, looked: &[(&Made, &[Found])]) -> Score {
    let planted = looked.iter().filter(|(mail, _)| mail.planted.as_ref().is_some_and(|(planted, _)| *planted == kind));
    let (mut count, mut met, mut met_high) = (0, 0, 0);
    for (mail, found) in planted {
        let right = || found.iter().filter(|found| is_planted(mail, found));
        count += 1;
        met += usize::from(right().next().is_some());
        met_high += usize::from(right().any(|found| found.confidence == Confidence::High));
    }
    let is_false =
        |mail: &Made, found: &[Found]| found.iter().any(|found| found.kind == kind && !is_planted(mail, found));
    let wrong = looked.iter().filter(|(mail, found)| is_false(mail, found)).count();
    Score {
        kind,
        precision: per_cent(met, met + wrong),
        recall: per_cent(met, count),
        recall_high: per_cent(met_high, count),
    }
}

/// Whether it is what was planted, and where.
fn is_planted(mail: &Made, found: &Found) -> bool {
    mail.planted.as_ref().is_some_and(|(kind, range)| {
        *kind == found.kind && found.range.start < range.end && range.start < found.range.end
    })
}

fn wrong(mail: &Made, found: &[Found]) -> Vec<String> {
    let mut wrong: Vec<String> = Vec::new();
    if let Some((kind, range)) = &mail.planted
        && !found.iter().any(|found| is_planted(mail, found))
    {
        wrong.push(format!("missed {kind:?}: {}", &mail.text[range.clone()]));
    }
    for found in found.iter().filter(|found| !is_planted(mail, found)) {
        let from = mail.text.floor_char_boundary(found.range.start.saturating_sub(50));
        let to = mail.text.ceil_char_boundary((found.range.end + 40).min(mail.text.len()));
        let text = mail.text[from..to].replace('\n', " ");
        wrong.push(format!(
            "false {:?} {:?} {:?}: {text}",
            found.kind,
            found.confidence,
            &mail.text[found.range.clone()]
        ));
    }
    wrong
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn per_cent(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole.max(1) as f64
}
