//! What each figure is called.

use crate::words::Words;
use engine::figures::Which;

pub(super) fn title(words: Words, which: Which) -> String {
    words.say(match which {
        Which::People => "charts-people",
        Which::Sources => "charts-sources",
        Which::Messages => "charts-messages",
        Which::Mails => "charts-mails",
        Which::Customers => "charts-customers",
        Which::Pipeline => "charts-pipeline",
        Which::PipelineValue => "charts-pipeline-value",
        Which::Cases => "charts-cases",
        Which::CaseStates => "charts-case-states",
        Which::CaseAges => "charts-case-ages",
        Which::Hours => "charts-hours",
        Which::ProjectHours => "charts-project-hours",
        Which::Tasks => "charts-tasks",
        Which::Subscriptions => "charts-subscriptions",
        Which::Issues => "charts-issues",
        Which::Absences => "charts-absences",
        Which::Requests => "charts-requests",
        Which::Deadlines => "charts-deadlines",
    })
}
