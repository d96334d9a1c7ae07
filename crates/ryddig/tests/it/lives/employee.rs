//! An employee, from the first day of work until nothing is left.

use super::check;

/// Until the last day: hired, paid, at home and back.
const AT_WORK: &str = "
    2021-03-01 row kari    = person name=Kari source=company
    2021-03-01 row mail    = email_address holder=person person=kari address=kari@fjordlys.example source=company
    2021-03-01 row number  = phone_number holder=person person=kari number=+4700000021 source=company
    2021-03-01 row job     = employment person=kari title=rådgiver home_address=Eksempelveien started_on=2021-03-01 work_email=mail work_phone=number
    2021-03-01 row paper   = personnel_document employment=job title=arbeidsavtale
    2021-03-01 row pension = pension_membership employment=job
    2021-03-01 row card21  = tax_card employment=job valid_to=2021-12-31
    2021-03-31 row pay21   = pay_item employment=job month=2021-03-01
    2021-03-15 row kin     = next_of_kin employment=job name=Ola phone=+4700000022
    2021-03-15 row photo   = staff_photo employment=job
    2021-07-01 row summer  = absence employment=job starts_on=2021-07-01 ends_on=2021-07-23
    2022-01-01 row card22  = tax_card employment=job valid_to=2022-12-31
    2023-01-01 gone card21 | a year after the year of the card
";

/// From the last day on. The photo has gone before.
const LEAVING: &str = "
    2023-08-31 row pay23   = pay_item employment=job month=2023-08-01
    2023-09-30 set job     ended_on=2023-09-30
    2023-09-30 set pension left_on=2023-09-30
    2023-09-30 row leaving = departure employment=job last_day=2023-09-30
    2023-09-30 row step    = departure_step departure=leaving
    2023-09-30 row home    = email_address holder=person person=kari address=kari@hjemme.example source=company
    2023-09-30 row private = private_contact person=kari address=home left_on=2023-09-30
";

const HAS_LEFT: &str = "
    2023-12-01 set leaving done_on=2023-12-01
    2024-01-01 gone card22 summer | a year after the year of the card; two years after that of the holiday
    2024-09-30 gone pension paper job.title job.home_address job.work_email job.work_phone | a year after the end
    2024-12-01 gone leaving step | a year after it was done
    2027-01-01 gone pay21        | bookkeeping: five years after the year of 2021
    2029-01-01 gone kari mail number home private job pay23 | and of 2023
    end
";

fn life(middle: &str, last: &str) -> String {
    [AT_WORK, middle, LEAVING, last, HAS_LEFT].concat()
}

#[test]
fn an_employee_who_leaves_goes_piece_by_piece() {
    check(&life("", "2023-09-30 gone kin photo | as soon as nobody needs to be called"));
}

#[test]
fn a_photo_goes_when_consent_is_withdrawn() {
    let withdrawn = "
        2023-05-10 set photo withdrawn_at=2023-05-10T10:00:00Z
        2023-05-11 gone photo | the day of the moment is over
    ";
    check(&life(withdrawn, "2023-09-30 gone kin"));
}

#[test]
fn who_asks_while_employed_loses_the_photo_and_keeps_the_job() {
    let asked = "
        2023-05-10 asks kari gone photo card22 summer kept job kari kin mail number paper pay21:bookkeeping-primary pension | consent ends by asking
    ";
    check(&life(asked, "2023-09-30 gone kin photo"));
}

#[test]
fn what_is_sealed_goes_like_everything_else() {
    check(
        "
        2021-03-01 row kari    = person name=Kari source=company
        2021-03-01 row job     = employment person=kari title=rådgiver started_on=2021-03-01
        2021-03-01 row rate    = pay_rate employment=job
        2021-03-01 row account = pay_account employment=job
        2021-03-01 row union   = union_membership employment=job
        2022-06-30 set union   ended_on=2022-06-30
        2022-08-30 gone union  | two months after the last deduction
        2023-09-30 set rate    ended_on=2023-09-30
        2023-09-30 set account ended_on=2023-09-30
        2023-09-30 set job     ended_on=2023-09-30
        2023-12-30 gone account | three months after the last pay
        2024-09-30 gone job.title | a year after the end
        2029-01-01 gone kari job rate | bookkeeping: five years after the year of 2023
        end
        ",
    );
}
