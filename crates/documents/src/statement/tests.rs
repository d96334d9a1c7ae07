use super::{published_statement, statement};
use crate::document::{Block, Content, Document, Duty, Kept, Level, Rule, to_html, to_markdown, to_marked_html};
use expect_test::{ExpectFile, expect_file};
use model::{Day, Ground, Keep, Language, LawId, Model, Source, Span, Term, Transfer, Words};

const UPDATED: Option<Day> = Some(Day(20_779));

fn golden(language: Language, expected: &ExpectFile) {
    expected.assert_eq(&to_markdown(&statement(&testkit::model(), language, UPDATED)));
}

#[test]
fn norwegian() {
    golden(Language::Nb, &expect_file!["golden/statement.nb.md"]);
}

#[test]
fn english() {
    golden(Language::En, &expect_file!["golden/statement.en.md"]);
}

#[test]
fn every_duty_to_inform_is_answered() {
    let model = testkit::model();
    for language in Language::ALL {
        let document = statement(&model, language, UPDATED);
        for duty in Duty::ALL {
            let answer = document.blocks.iter().find(|block| block.answers.contains(&duty));
            assert!(answer.is_some(), "{}: nothing answers art. {}", language.tag(), duty.article());
        }
    }
}

/// The duties that each activity must answer for itself are answered in each part.
#[test]
fn every_purpose_is_answered_for() {
    let each = [Duty::Purpose, Duty::Recipients, Duty::Period, Duty::Obligation, Duty::Categories, Duty::Source];
    let document = statement(&testkit::model(), Language::En, UPDATED);
    let starts_activity =
        |block: &Block| matches!(&block.content, Content::Heading { id, .. } if id.starts_with("activity-"));
    let is_heading = |block: &Block| matches!(block.content, Content::Heading { .. });
    let starts: Vec<usize> = (0..document.blocks.len()).filter(|&at| starts_activity(&document.blocks[at])).collect();
    assert_eq!(starts.len(), 2, "contact and access control");
    for start in starts {
        let rest = &document.blocks[start + 1..];
        let part = &rest[..rest.iter().position(is_heading).unwrap_or(rest.len())];
        for duty in each {
            assert!(part.iter().any(|block| block.answers.contains(&duty)), "{} from block {start}", duty.article());
        }
    }
}

#[test]
fn both_languages_say_the_same_things_in_the_same_order() {
    let shape = |document: &Document| -> Vec<(String, Vec<Duty>, Option<Kept>)> {
        let kind = |block: &Block| match &block.content {
            Content::Heading { id, .. } => format!("heading {id}"),
            Content::Paragraph { .. } => "paragraph".to_owned(),
            Content::List { items } => format!("list of {}", items.len()),
            Content::Definition { details, .. } => format!("definition with {}", details.len()),
        };
        document.blocks.iter().map(|block| (kind(block), block.answers.clone(), block.kept)).collect()
    };
    let [nb, en] = Language::ALL.map(|language| shape(&statement(&testkit::model(), language, UPDATED)));
    assert_eq!(nb, en);
}

/// Only the headings of chapters say nothing that could be kept.
#[test]
fn every_block_says_how_it_is_kept() {
    for language in Language::ALL {
        for block in statement(&testkit::model(), language, UPDATED).blocks {
            let is_chapter = matches!(block.content, Content::Heading { level: Level::Chapter, .. });
            assert_eq!(block.kept.is_none(), is_chapter, "{block:?}");
        }
    }
}

#[test]
fn what_answers_a_duty_is_kept_by_its_rule() {
    let blocks = statement(&testkit::model(), Language::En, UPDATED).blocks;
    let check = |duty: Duty, expected: Kept| {
        let answers: Vec<Option<Kept>> =
            blocks.iter().filter(|block| block.answers.contains(&duty)).map(|block| block.kept).collect();
        assert!(!answers.is_empty() && answers.iter().all(|kept| *kept == Some(expected)), "{duty:?}: {answers:?}");
    };
    check(Duty::Period, Kept::Enforced(Rule::Sweep));
    check(Duty::Categories, Kept::Enforced(Rule::Columns));
    check(Duty::Recipients, Kept::Enforced(Rule::Recipients));
    check(Duty::Transfers, Kept::Enforced(Rule::Recipients));
    check(Duty::Purpose, Kept::OwnWords);
    check(Duty::Interest, Kept::OwnWords);
    check(Duty::Automation, Kept::OwnWords);
    check(Duty::Complaint, Kept::OwnWords);
}

#[test]
fn marks_are_shown_only_where_they_are_asked_for() {
    let document = statement(&testkit::model(), Language::Nb, UPDATED);
    let marked = document.blocks.iter().filter(|block| block.kept.is_some()).count();
    assert_eq!(to_marked_html(&document).matches("<small class=\"mark ").count(), marked);
    assert!(!to_html(&document).contains("<small"));
    assert!(!to_markdown(&document).contains("egne ord"));
}

#[test]
fn heading_ids_are_unique() {
    let html = to_html(&statement(&testkit::model(), Language::Nb, UPDATED));
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

/// Lines of the Norwegian statement that are not there before `change`.
fn new_lines(change: impl FnOnce(&mut Model)) -> Vec<String> {
    let mut model = testkit::model();
    let text = |model: &Model| to_markdown(&statement(model, Language::Nb, UPDATED));
    let before = text(&model);
    change(&mut model);
    let after = text(&model);
    let known: Vec<&str> = before.lines().collect();
    after.lines().filter(|line| !known.contains(line)).map(str::to_owned).collect()
}

fn contact(model: &mut Model) -> &mut model::Activity {
    model.activities.iter_mut().find(|activity| activity.key == "contact").unwrap()
}

fn words(text: &str) -> Words {
    Words { nb: text.to_owned(), en: text.to_owned() }
}

#[test]
fn a_changed_period_changes_one_line() {
    let lines = new_lines(|model| {
        let entity = model.entity_named("contact_request").unwrap();
        let clock = model.field_named(entity, "answered_at").unwrap();
        model.entities[entity.index()].keep = Keep::Terms(vec![Term::After { span: Span::Months(3), clock }]);
    });
    assert_eq!(lines, ["- Henvendelse: slettes 3 måneder etter «Besvart»"]);
}

#[test]
fn consent_can_be_withdrawn_and_carried_along() {
    let lines = new_lines(|model| contact(model).ground = Ground::Consent { text: words("Ja takk") });
    let has = |text: &str| lines.iter().any(|line| line.contains(text));
    assert!(has("**Grunnlag:** Samtykke (personvernforordningen artikkel 6 nr. 1 bokstav a)."), "{lines:#?}");
    assert!(has("**Det du har sagt ja til:** Ja takk"), "{lines:#?}");
    assert!(has("Du kan når som helst ta tilbake et ja"), "{lines:#?}");
    assert!(has("**Flytting:**"), "{lines:#?}");
    assert!(has("**Om du må gi dem:** Nei, du velger selv."), "{lines:#?}");
}

#[test]
fn the_ground_decides_on_portability_objection_and_withdrawal() {
    let check = |ground: Ground, portability: bool, objection: bool, withdrawal: bool| {
        let mut model = testkit::model();
        for activity in &mut model.activities {
            activity.ground = ground.clone();
        }
        let text = to_markdown(&statement(&model, Language::En, UPDATED));
        let given = ["**Portability:**", "**Objection:**", "take back a yes"].map(|words| text.contains(words));
        assert_eq!(given, [portability, objection, withdrawal], "{ground:?}");
    };
    check(Ground::Consent { text: words("Yes") }, true, false, true);
    check(Ground::Contract, true, false, false);
    check(Ground::LegalObligation { laws: Vec::new() }, false, false, false);
    check(Ground::VitalInterests, false, false, false);
    check(Ground::PublicTask { laws: Vec::new() }, false, true, false);
    check(Ground::LegitimateInterests { interest: words("I"), balancing: words("B") }, false, true, false);
}

#[test]
fn each_law_is_cited() {
    let lines = new_lines(|model| {
        let laws = ["bookkeeping-primary", "working-time"];
        let ids = laws.map(|key| model.laws.iter().position(|law| law.key == key).unwrap());
        contact(model).ground = Ground::LegalObligation { laws: ids.map(LawId::from_index).to_vec() };
    });
    for law in ["**Loven:** bokføringsloven § 13: ", "**Loven:** arbeidsmiljøloven § 10-7: "] {
        assert!(lines.iter().any(|line| line.starts_with(law)), "{law} in {lines:#?}");
    }
    assert!(lines.iter().any(|line| line == "**Om du må gi dem:** Ja, der loven krever det."), "{lines:#?}");
}

#[test]
fn data_from_others_say_so() {
    let lines = new_lines(|model| {
        contact(model).source = Source::OpenSources;
        contact(model).notice = Some(words("Du får vite det innen en måned."));
    });
    for line in ["- Fra kilder som er åpne for alle.", "- Du får vite det innen en måned."] {
        assert!(lines.iter().any(|one| one == line), "{line} in {lines:#?}");
    }
}

#[test]
fn a_recipient_outside_the_eea_is_named() {
    for (transfer, ground) in [
        (Transfer::Adequacy, "EU-kommisjonen har funnet"),
        (Transfer::StandardClauses, "avtalen har EU-kommisjonens standardvilkår"),
        (Transfer::BindingRules, "konsernet har bindende regler"),
        (Transfer::Consent, "du har uttrykkelig sagt ja"),
    ] {
        let lines = new_lines(|model| {
            let recipient = &mut model.recipients[0];
            (recipient.country, recipient.transfer) = ("US".to_owned(), Some(transfer));
        });
        assert!(lines.iter().any(|line| line.starts_with("Noen opplysninger går ut av EØS.")), "{lines:#?}");
        let expected = format!("- Postfjord AS (USA): {ground}");
        assert!(lines.iter().any(|line| line.starts_with(&expected)), "{expected} in {lines:#?}");
    }
}

#[test]
fn a_system_is_named_under_its_activities() {
    let lines = |change: &dyn Fn(&mut model::System)| new_lines(|model| change(&mut model.systems[0]));
    let elsewhere = "De slettes når henvendelsen slettes her.";
    let renamed = lines(&|system| system.name = "Arkivet".to_owned());
    assert!(
        renamed[0].contains("opplysninger i Arkivet (Norge): svar") && renamed[0].ends_with(elsewhere),
        "{renamed:#?}"
    );
    let nowhere = lines(&|system| system.country = None);
    assert!(nowhere[0].contains("opplysninger i Kontorpakken: svar"), "{nowhere:#?}");
    let abroad = lines(&|system| system.country = Some("US".to_owned()));
    assert!(abroad.iter().any(|line| line == "- Kontorpakken (USA)"), "{abroad:#?}");
    assert_eq!(lines(&|system| system.activities.clear()), [""; 0]);
}

#[test]
fn a_recipient_that_no_activity_names_is_not_mentioned() {
    let mut model = testkit::model();
    model.activities.iter_mut().for_each(|activity| activity.recipients.clear());
    model.recipients[0].country = "US".to_owned();
    let text = to_markdown(&statement(&model, Language::Nb, UPDATED));
    assert!(!text.contains("Postfjord"));
    assert!(text.contains("**Hvem andre som får dem:** Ingen utenfor virksomheten."));
}

#[test]
fn a_published_text_says_when_it_was_published() {
    for language in Language::ALL {
        let model = testkit::model();
        let text = to_markdown(&statement(&model, language, None));
        let read = published_statement(&text, language, Day(20_779));
        assert_eq!(to_markdown(&read), to_markdown(&statement(&model, language, UPDATED)));
    }
    let other = published_statement("# T\n\nA.", Language::En, Day(20_779));
    assert_eq!(to_markdown(&other), "# T\n\nA.\n", "nothing else is touched");
}

#[test]
fn an_unpublished_statement_says_so() {
    let text = to_markdown(&statement(&testkit::model(), Language::En, None));
    assert!(text.starts_with("# Privacy statement\n\nNot published yet.\n"));
}
