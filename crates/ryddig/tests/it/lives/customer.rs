//! A contact at a customer: found, won, served, moved on. The organisation goes last.

use super::check;

#[test]
fn a_contact_goes_when_they_move_on_and_the_organisation_last() {
    check(
        "
        2020-01-10 row firm     = organisation name=Kunde form=AS state=prospect source=website
        2020-01-10 row kari     = person name=Kari source=website
        2020-01-10 row mail     = email_address holder=person person=kari address=kari@kunde.example source=website
        2020-01-10 row post     = position person=kari organisation=firm title=leder
        2020-01-10 row found    = prospect about=person person=kari
        2020-03-01 row sale     = opportunity organisation=firm
        2020-03-01 row buyer    = opportunity_contact person=kari opportunity=sale
        2020-04-01 row quote    = quote organisation=firm contact=kari opportunity=sale state=accepted made_on=2020-04-01 accepted_on=2020-05-01
        2020-04-01 row line     = quote_line quote=quote
        2020-05-01 set sale     closed_on=2020-05-01
        2020-05-01 row customer = customer organisation=firm
        2020-05-01 row contact  = customer_contact person=kari customer=customer
        2020-05-01 row project  = project kind=customer organisation=firm
        2020-05-01 row member   = project_member person=kari project=project
        2020-12-01 row policy   = deadline_policy name=frister
        2020-12-01 row queue    = queue name=kø policy=policy
        2021-01-01 row service  = service_agreement organisation=firm contact=kari policy=policy
        2021-01-10 gone found   | a year after she was found
        2021-02-01 set project  closed_on=2021-02-01
        2021-03-01 row case     = case contact=kari organisation=firm queue=queue
        2021-03-20 set case     closed_on=2021-03-20
        2022-02-01 gone member  | a year after the project
        2022-05-01 gone sale buyer quote.opportunity | two years after the sale
        2022-08-31 set contact  ended_on=2022-08-31
        2023-08-31 gone contact | a year after she began elsewhere; the case still needs her
        2024-02-01 gone project | three years after it ended
        2024-03-20 gone kari mail post case quote.contact service.contact | three years after the last case
        2024-12-31 set service  ended_on=2024-12-31
        2024-12-31 set customer ended_on=2024-12-31
        2025-05-01 gone quote line | five years
        2027-12-31 gone customer | three years after
        2030-01-01 gone service firm | five years after the year of the agreement
        end queue policy
        ",
    );
}
