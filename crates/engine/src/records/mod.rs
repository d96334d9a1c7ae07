//! Records: the screens that follow from the register alone, for any entity that it declares.
//!
//! Plain data out: which entities there are, lists, single records, forms, and what is wrong with what
//! was typed. What a viewer may see and change is decided by [`rights::scope`]; how a value of each kind
//! is read and said stands in [`value`]. It knows particular entities only where the register cannot
//! say it: the hubs of a person that is made together with the first row about them, what waits for somebody, addresses with
//! which colleagues sign in, and objections to marketing.

mod bulk;
mod check;
mod data;
mod everywhere;
mod export;
mod form;
mod history;
mod import;
mod known;
mod links;
mod list;
mod newcomer;
mod number;
mod order;
mod picker;
mod recent;
mod record;
mod related;
mod remove;
mod save;
mod several;
mod sight;
mod timeline;
mod under;
mod value;
mod views;
mod waiting;
mod way;

pub use bulk::{Bulk, BulkRow};
pub use data::{
    DataField, DataKind, DataPage, DataProblem, DataRow, DataWanted, Datum, data_kinds, data_row_of, data_rows,
    data_save, data_typed,
};
pub use everywhere::{Hits, Line, search_everywhere};
pub use export::{ExportOffer, ExportWish, Exported, export, export_offer};
pub use form::{FieldView, Form, NewcomerView, Typed, form, form_choices, form_field, form_fields, form_files};
pub use history::{Change, History, Look, history};
pub use import::{
    Brought, ColumnView, ColumnsView, Matched, OnDuplicate, Part, Preview, PreviewCell, PreviewLine, Target, Verdict,
    Which, bring_file, import_columns, import_preview, import_report, match_columns, may_import, start_import,
    undo_import, usually_matched,
};
pub use list::{
    Active, Align, Alternative, Ask, Asked, Column, GroupName, GroupRow, Groups, List, ListRow, ME, Neighbours,
    Operator, Said, TO, Total, Unit, Wanted, Within, asked, list, neighbours,
};
pub use newcomer::Who;
pub use recent::{opened, recent};
pub use record::{Record, record};
pub use related::{Attached, Related, attached, related};
pub use remove::{Against, Removal, Removed, plan_removal, remove};
pub use save::{Saved, save};
pub use several::{
    Chosen, ChosenRow, Outcome, Removals, Setting, Why, chosen, removals, remove_several, set_several, setting,
};
pub use sight::{Seen, Sight, kind_of, sight};
pub use timeline::{Event, Place, Timeline, What, When, timeline};
pub use value::{Control, Input, Mistake, Other, Under};
pub use views::{NewView, SavedAs, View, remove_view, save_view, view_used, views};
pub use waiting::{Wait, Waiting, waiting};
pub use way::{Group, Head, Kind, Way, kinds};

pub use links::{Cell, Fact, FileAt, LinkTo};

pub(crate) use export::run_export;
pub(crate) use form::may_fill_in;
pub(crate) use import::{run_import, run_undo};
pub(crate) use known::readable_row;
pub(crate) use links::{LABEL_STEPS, linked as linked_for};
pub(crate) use number::say_scaled;
pub(crate) use picker::named as name_of;
pub(crate) use picker::{kind_name, labels_of};
pub(crate) use recent::{RecentRow, forget};
pub(crate) use sight::Sights;
pub(crate) use timeline::happened;
pub(crate) use value::{NO, YES, narrows, said};
pub(crate) use views::{SavedView, Views, go_with as views_go_with};
pub(crate) use waiting::Waits;
pub(crate) use way::{is_partly_known, readable};
