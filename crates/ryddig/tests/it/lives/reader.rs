//! Readers of the newsletter, on each of its three grounds.

use super::check;

const LIST: &str = "
    2024-01-02 row list = newsletter_list name=nytt language=nb
";

#[test]
fn who_asked_for_the_newsletter_is_gone_when_it_ends() {
    let told = "
        2024-01-02 row text  = consent_text list=list language=nb
        2024-02-01 row kari  = person name=Kari source=newsletter-form
        2024-02-01 row mail  = email_address holder=person person=kari address=kari@kunde.example source=newsletter-form
        2024-02-01 row paper = subscription address=mail list=list ground=consent consent_text=text
        2025-03-01 asks kari gone kari mail paper | consent ends by asking
        2026-05-10 set paper ended_on=2026-05-10
        2026-05-10 gone kari mail paper | who unsubscribes is gone the same day
        end list text
    ";
    check(&[LIST, told].concat());
}

/// A contact at a customer, who gets the newsletter because of it.
const CUSTOMER: &str = "
    2024-02-01 row firm     = organisation name=Kunde form=AS source=customer
    2024-02-01 row kari     = person name=Kari source=customer
    2024-02-01 row mail     = email_address holder=person person=kari address=kari@kunde.example source=customer
    2024-02-01 row customer = customer organisation=firm since=2024-02-01
    2024-02-01 row contact  = customer_contact person=kari customer=customer since=2024-02-01
    2024-02-01 row paper    = subscription address=mail list=list ground=customer customer=customer
    2025-03-01 asks kari gone paper kept kari mail contact | to ask is to object to marketing, and the customer stays
";

#[test]
fn a_customer_who_unsubscribes_stays_a_customer() {
    let told = "
        2025-05-10 set paper ended_on=2025-05-10
        2025-05-10 gone paper
        2026-06-30 set contact ended_on=2026-06-30
        2026-06-30 set customer ended_on=2026-06-30
        2027-06-30 gone contact kari mail | a year after
        2029-06-30 gone customer firm     | three years after
        end list
    ";
    check(&[LIST, CUSTOMER, told].concat());
}

#[test]
fn the_newsletter_to_a_customer_ends_with_the_customer_relation() {
    let told = "
        2026-06-30 set contact ended_on=2026-06-30
        2026-09-30 set customer ended_on=2026-09-30
        2026-09-30 gone paper             | there is no customer relation that it could rest on
        2027-06-30 gone contact kari mail | a year after she was the contact
        2029-09-30 gone customer firm     | three years after
        end list
    ";
    check(&[LIST, CUSTOMER, told].concat());
}

#[test]
fn an_organisations_shared_address_is_gone_when_it_says_no() {
    let told = "
        2024-02-01 row firm  = organisation name=Kunde form=AS source=website
        2024-02-01 row mail  = email_address holder=organisation organisation=firm address=post@kunde.example source=website
        2024-02-01 row paper = subscription address=mail list=list ground=impersonal
        2026-05-10 set paper ended_on=2026-05-10
        2026-05-10 gone firm mail paper | nobody's own, and gone the same day
        end list
    ";
    check(&[LIST, told].concat());
}
