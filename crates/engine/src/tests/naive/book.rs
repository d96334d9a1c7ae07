//! The same told in other words: who is known, what they wrote, what is held and for how long, in plain maps.
//!
//! It knows no register, no plan and no store: only what the statement promises about messages to the company.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use model::RowId;
use std::collections::{BTreeMap, BTreeSet};

/// Why something is only stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The person wished it.
    Wished,
    /// It was to be erased, and a legal hold keeps it.
    Kept,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    came: Date,
    answered: Option<Date>,
    pub(super) mails: BTreeSet<RowId>,
    pub(super) mark: Option<Mark>,
    /// The last mark that was put on it since the backup.
    marked_since: Option<Mark>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hold {
    /// Everything about the person; otherwise the messages.
    pub(super) everything: bool,
    pub(super) ended: Option<Date>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Somebody {
    /// As long as we know it.
    pub(super) address: Option<&'static str>,
    pub(super) messages: BTreeMap<RowId, Message>,
    pub(super) holds: BTreeMap<RowId, Hold>,
}

/// All that is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Book {
    pub(super) people: BTreeMap<RowId, Somebody>,
    /// What went for good: messages, mails, holds, and persons whose address did.
    gone: BTreeSet<RowId>,
}

fn is_over(start: Date, length: Span, today: Date) -> bool {
    start.checked_add(length).expect("near") <= today
}

impl Somebody {
    fn is_held(&self, everything: bool) -> bool {
        self.holds.values().any(|hold| hold.ended.is_none() && (hold.everything || !everything))
    }

    /// Where nothing needs the address any more it is forgotten.
    fn forget(&mut self, id: RowId, gone: &mut BTreeSet<RowId>) {
        if self.messages.is_empty() && !self.is_held(true) && self.address.take().is_some() {
            gone.insert(id);
        }
    }
}

impl Book {
    pub(super) fn who(&self, address: &str) -> Option<RowId> {
        self.people.iter().find(|(_, one)| one.address == Some(address)).map(|(id, _)| *id)
    }

    pub(super) fn messages(&self) -> impl Iterator<Item = (&RowId, &Message)> {
        self.people.values().flat_map(|one| &one.messages)
    }

    /// The messages that a colleague may answer.
    pub(super) fn open(&self) -> BTreeSet<RowId> {
        self.messages().filter(|(_, it)| it.mark.is_none() && it.answered.is_none()).map(|(id, _)| *id).collect()
    }

    pub(super) fn holds(&self) -> BTreeSet<RowId> {
        self.people.values().flat_map(|one| one.holds.keys().copied()).collect()
    }

    /// Everybody of whom anything is stored.
    pub(super) fn everybody(&self) -> BTreeSet<RowId> {
        let is_there = |one: &&Somebody| one.address.is_some() || !one.holds.is_empty();
        self.people.iter().filter(|(_, one)| is_there(one)).map(|(id, _)| *id).collect()
    }

    pub(super) fn writes(
        &mut self,
        who: RowId,
        address: &'static str,
        message: RowId,
        mails: BTreeSet<RowId>,
        on: Date,
    ) {
        let one = self.people.entry(who).or_default();
        one.address = Some(address);
        let message_of = Message { came: on, answered: None, mails, mark: None, marked_since: None };
        one.messages.insert(message, message_of);
    }

    pub(super) fn answered(&mut self, message: RowId, mail: RowId, on: Date) {
        let it = self.people.values_mut().find_map(|one| one.messages.get_mut(&message)).expect("it is open");
        it.answered = Some(on);
        it.mails.insert(mail);
    }

    pub(super) fn wishes_restriction(&mut self, who: RowId) {
        for it in self.people.get_mut(&who).into_iter().flat_map(|one| one.messages.values_mut()) {
            if it.mark.is_none() {
                (it.mark, it.marked_since) = (Some(Mark::Wished), Some(Mark::Wished));
            }
        }
    }

    pub(super) fn lifted(&mut self, who: RowId) {
        let all = self.people.get_mut(&who).into_iter().flat_map(|one| one.messages.values_mut());
        all.filter(|it| it.mark == Some(Mark::Wished)).for_each(|it| it.mark = None);
    }

    /// What a hold does not keep goes; what it keeps is only stored.
    pub(super) fn erased(&mut self, who: RowId) {
        let one = self.people.get_mut(&who).expect("they are known");
        let (all, messages) = (one.is_held(true), one.is_held(false));
        let gone = &mut self.gone;
        if !messages {
            for (id, it) in std::mem::take(&mut one.messages) {
                gone.insert(id);
                gone.extend(it.mails);
            }
        }
        for it in one.messages.values_mut() {
            if it.mark != Some(Mark::Kept) {
                (it.mark, it.marked_since) = (Some(Mark::Kept), Some(Mark::Kept));
            }
            if !all {
                gone.append(&mut it.mails);
            }
        }
        // The record of a hold that ended is about the person too.
        one.holds.retain(|id, hold| hold.ended.is_none() || all || !gone.insert(*id));
        one.forget(who, gone);
    }

    /// Every period that has run out.
    pub(super) fn swept(&mut self, today: Date) {
        for (who, one) in &mut self.people {
            let (all, messages) = (one.is_held(true), one.is_held(false));
            let gone = &mut self.gone;
            one.messages.retain(|id, it| {
                let answered = it.answered.is_some_and(|day| is_over(day, 6_i32.months(), today));
                let over = match it.mark {
                    Some(Mark::Wished) => false,
                    Some(Mark::Kept) => true,
                    None => answered || is_over(it.came, 12_i32.months(), today),
                };
                if over && !all {
                    gone.append(&mut it.mails);
                }
                let stays = !over || messages;
                stays || !gone.insert(*id)
            });
            one.holds.retain(|id, hold| {
                let over = hold.ended.is_some_and(|day| is_over(day, 12_i32.months(), today));
                !over || all || !gone.insert(*id)
            });
            one.forget(*who, gone);
        }
    }

    /// As it is in a backup that is made now.
    pub(super) fn copied(&mut self) -> Self {
        for it in self.people.values_mut().flat_map(|one| one.messages.values_mut()) {
            it.marked_since = None;
        }
        self.clone()
    }

    /// The copy is put back: what went since goes again, and what was restricted since is restricted again.
    pub(super) fn restored(&self, copy: Self) -> Self {
        let mut back = copy;
        back.gone.clone_from(&self.gone);
        let now: BTreeMap<&RowId, &Message> = self.messages().collect();
        for (who, one) in &mut back.people {
            one.messages.retain(|id, _| !self.gone.contains(id));
            for (id, it) in &mut one.messages {
                it.mails.retain(|mail| !self.gone.contains(mail));
                it.mark = now.get(id).and_then(|it| it.marked_since).or(it.mark);
            }
            one.holds.retain(|id, _| !self.gone.contains(id));
            if self.gone.contains(who) {
                one.address = None;
            }
        }
        back
    }
}
