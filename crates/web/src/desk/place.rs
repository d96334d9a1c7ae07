//! The places of the desk that the navigation leads to.

use crate::app::App;
use crate::areas;
use crate::words::Words;
use engine::records::sight;
use engine::{Area, Caller};

/// A part of the desk that the navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// What waits.
    Today,
    /// The contact requests.
    Requests,
    /// What persons ask for by right.
    Persons,
    /// Breaches.
    Breaches,
    /// Risks, measures and routines.
    Control,
    /// The cases of support.
    Cases,
    /// The people.
    People,
    /// A call that is registered.
    Calls,
    /// Secure messages.
    Secure,
    /// Everything that the register declares.
    Data,
    /// What was erased.
    Receipts,
    /// The register itself.
    Register,
    /// The record of processing.
    Record,
    /// What is set up: users, programs, the form for the company's website.
    SetUp,
    /// The page of an area.
    Area(Area),
    /// None of them.
    Nowhere,
}

impl Place {
    /// Those that are screens of an area, in the order of the navigation.
    pub(crate) const SCREENS: [Self; 11] = [
        Self::Requests,
        Self::Cases,
        Self::People,
        Self::Calls,
        Self::Secure,
        Self::Persons,
        Self::Breaches,
        Self::Control,
        Self::Receipts,
        Self::Register,
        Self::Record,
    ];

    /// The screen that is opened instead of the list of the entity.
    pub(crate) fn instead_of(entity: &str) -> Option<Self> {
        match entity {
            "contact_request" => Some(Self::Requests),
            "case" => Some(Self::Cases),
            "person" => Some(Self::People),
            "secure_message" => Some(Self::Secure),
            "request" => Some(Self::Persons),
            "breach" => Some(Self::Breaches),
            "risk" | "measure" | "routine" => Some(Self::Control),
            _ => None,
        }
    }

    /// The area under which it stands.
    pub(crate) fn area(self) -> Option<Area> {
        match self {
            Self::Cases => Some(Area::Support),
            Self::Requests | Self::People | Self::Calls | Self::Secure => Some(Area::Parties),
            Self::Persons | Self::Breaches | Self::Control | Self::Receipts | Self::Register | Self::Record => {
                Some(Area::Privacy)
            }
            Self::Area(area) => Some(area),
            Self::Today | Self::Data | Self::SetUp | Self::Nowhere => None,
        }
    }

    pub(crate) fn path(self) -> String {
        match self {
            Self::Today | Self::Nowhere => "/desk".to_owned(),
            Self::Requests => "/desk/requests".to_owned(),
            Self::Cases => crate::support::PATH.to_owned(),
            Self::Persons => "/desk/rights".to_owned(),
            Self::Breaches => crate::breaches::DESK.to_owned(),
            Self::Control => crate::privacy::CONTROL.to_owned(),
            Self::People => crate::parties::PATH.to_owned(),
            Self::Calls => crate::correspondence::CALL.to_owned(),
            Self::Secure => crate::correspondence::SECURE.to_owned(),
            Self::Data => "/desk/data".to_owned(),
            Self::Receipts => "/desk/receipts".to_owned(),
            Self::Register => "/desk/register".to_owned(),
            Self::Record => "/desk/record".to_owned(),
            Self::SetUp => crate::system::OVERVIEW.to_owned(),
            Self::Area(area) => areas::path(area),
        }
    }

    pub(crate) fn name(self, words: Words) -> String {
        words.say(match self {
            Self::Today | Self::Nowhere => "nav-today",
            Self::Requests => "nav-requests",
            Self::Cases => "nav-cases",
            Self::Persons => "nav-persons",
            Self::Breaches => "nav-breaches",
            Self::Control => "nav-control",
            Self::People => "nav-people",
            Self::Calls => "nav-calls",
            Self::Secure => "nav-secure",
            Self::Data => "nav-data",
            Self::Receipts => "nav-receipts",
            Self::Register => "nav-register",
            Self::Record => "nav-record",
            Self::SetUp => "nav-set-up",
            Self::Area(area) => return areas::name(words, area),
        })
    }

    /// Whether the caller may open it; the engine decides, as it does again when they come.
    pub(crate) fn is_open(self, app: &App, caller: &Caller) -> bool {
        let rights = caller.viewer.carries_out_rights(app.engine.model());
        match self {
            Self::Requests => engine::website::may_see(&app.engine, caller),
            Self::Cases => engine::support::may_see(&app.engine, caller),
            Self::Calls => engine::correspondence::calls::may_register(&app.engine, caller),
            Self::Breaches => engine::breaches::may_see(&app.engine, caller),
            Self::Control => engine::privacy::may_see_control(&app.engine, caller),
            Self::Secure => engine::correspondence::secure::may_see(&app.engine, caller),
            Self::Persons | Self::Receipts | Self::Record => rights,
            Self::People => sight(&app.engine, caller).iter().any(|seen| seen.key(&app.engine) == "person"),
            Self::Today | Self::Data | Self::Register | Self::SetUp | Self::Area(_) | Self::Nowhere => true,
        }
    }
}
