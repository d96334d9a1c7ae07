//! Teams: whose rows come along, on which days.

use super::{EVA, OLA, comes_in, day, later, put, user_at};
use crate::day_of;
use crate::records::{Total, Wanted, list};
use crate::tests::home::Home;
use model::Value;
use rights::Viewer;

#[tokio::test]
async fn a_line_manager_reads_the_hours_of_the_team_on_the_days_of_its_membership() {
    let home = Home::new();
    home.colleague(EVA, &["manager"]).await;
    home.colleague(OLA, &["employee"]).await;
    home.colleague("per@fjordlys.example", &["employee"]).await;
    let team = put(&home, "team", 50, &[("name", Value::Text("Drift".to_owned()))]).await;
    let (eva, ola) = (user_at(&home, EVA).await, user_at(&home, OLA).await);
    put(&home, "team_member", 51, &[("team", Value::Id(team)), ("user", Value::Id(eva))]).await;
    let days = [("starts_on", Value::Day(day(1))), ("ends_on", Value::Day(day(2)))];
    let member = [[("team", Value::Id(team)), ("user", Value::Id(ola))], days].concat();
    put(&home, "team_member", 52, &member).await;
    for (id, address) in [(60, EVA), (61, OLA), (62, "per@fjordlys.example")] {
        let person = home.find(address).await.expect("they are known");
        let state = Value::Text("open".to_owned());
        let week = [("person", Value::Id(person)), ("begins_on", Value::Day(day(-4))), ("state", state)];
        put(&home, "week", id, &week).await;
    }
    for (days, sees) in [(0, 1), (1, 2), (2, 2), (3, 1)] {
        let (_, caller) = comes_in(&home, later(days), EVA).await.expect("Eva may come in");
        let Viewer::Staff { team, .. } = &caller.viewer else { panic!("Eva is staff") };
        assert_eq!(team.len(), sees - 1, "after {days} days");
        let found = list(&home.engine, &caller, "week", &Wanted::default(), day_of(later(days))).await;
        let found = found.expect("a manager sees weeks");
        assert_eq!(
            (found.rows.len(), found.total),
            (sees, u64::try_from(sees).ok().map(Total::Rows)),
            "after {days} days"
        );
        let (_, employee) = comes_in(&home, later(days), OLA).await.expect("Ola may come in");
        let found = list(&home.engine, &employee, "week", &Wanted::default(), day_of(later(days))).await;
        assert_eq!(found.expect("an employee sees weeks").rows.len(), 1, "the team opens nothing to employees");
    }
}
