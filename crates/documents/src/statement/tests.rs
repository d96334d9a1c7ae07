use super::{published_statement, statement};
use crate::document::{
    Block, Content, Document, Duty, Evidence, Kept, Level, Rule, to_html, to_markdown, to_marked_html,
};
use crate::sample::{sample, small};
use expect_test::{ExpectFile, expect_file};
use model::{
    Clock, Confidence, Day, Deadline, Ground, Keep, Language, LawId, Model, Source, Span, Term, Transfer, Words,
};

const UPDATED: Option<Day> = Some(Day(20_779));

fn golden(language: Language, expected: &ExpectFile) {
    expected.assert_eq(&to_markdown(&statement(&small(), language, UPDATED)));
}

#[test]
fn norwegian() {
    golden(Language::Nb, &expect_file!["golden/statement.nb.md"]);
}

#[test]
fn english() {
    golden(Language::En, &expect_file!["golden/statement.en.md"]);
}

/// The areas of an ordinary company, read as one.
#[test]
fn a_company_with_many_areas() {
    let check = |language, expected: ExpectFile| {
        expected.assert_eq(&to_markdown(&statement(&sample(), language, UPDATED)));
    };
    check(Language::Nb, expect_file!["golden/sample.nb.md"]);
    check(Language::En, expect_file!["golden/sample.en.md"]);
}

#[test]
fn every_duty_to_inform_is_answered() {
    let model = small();
    for language in Language::ALL {
        let document = statement(&model, language, UPDATED);
        for duty in Duty::ALL {
            let answer = document.blocks.iter().find(|block| block.answers.contains(&duty));
            assert!(answer.is_some(), "{}: nothing answers art. {}", language.tag(), duty.article());
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
            Content::Fold { details, .. } => format!("fold with {}", details.len()),
        };
        document.blocks.iter().map(|block| (kind(block), block.answers.clone(), block.kept.clone())).collect()
    };
    let [nb, en] = Language::ALL.map(|language| shape(&statement(&sample(), language, UPDATED)));
    assert_eq!(nb, en);
}

/// Only the headings of chapters and parts say nothing that could be kept.
#[test]
fn every_block_says_how_it_is_kept() {
    for language in Language::ALL {
        for block in statement(&sample(), language, UPDATED).blocks {
            let is_chapter = matches!(block.content, Content::Heading { level: Level::Chapter | Level::Part, .. });
            assert_eq!(block.kept.is_none(), is_chapter, "{block:?}");
        }
    }
}

#[test]
fn what_answers_a_duty_is_kept_by_its_rule() {
    let blocks = statement(&small(), Language::En, UPDATED).blocks;
    let check = |duty: Duty, expected: &Kept| {
        let answers: Vec<Option<Kept>> =
            blocks.iter().filter(|block| block.answers.contains(&duty)).map(|block| block.kept.clone()).collect();
        assert!(
            !answers.is_empty() && answers.iter().all(|kept| kept.as_ref() == Some(expected)),
            "{duty:?}: {answers:?}"
        );
    };
    check(Duty::Period, &Kept::Enforced(Rule::Sweep));
    check(Duty::Categories, &Kept::Enforced(Rule::Columns));
    check(Duty::Transfers, &Kept::Enforced(Rule::Recipients));
    check(Duty::Purpose, &Kept::OwnWords);
    check(Duty::Interest, &Kept::OwnWords);
    check(Duty::Automation, &Kept::OwnWords);
    check(Duty::Complaint, &Kept::OwnWords);
}

#[test]
fn marks_are_shown_only_where_they_are_asked_for() {
    let document = statement(&small(), Language::Nb, UPDATED);
    let marked = document.blocks.iter().filter(|block| block.kept.is_some()).count();
    assert_eq!(to_marked_html(&document).matches("<small class=\"mark ").count(), marked);
    assert!(!to_html(&document).contains("<small"));
    assert!(!to_markdown(&document).contains("egne ord"));
}

#[test]
fn heading_ids_are_unique() {
    let html = to_html(&statement(&small(), Language::Nb, UPDATED));
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

/// Lines of the Norwegian statement that are not there before `change`.
fn new_lines(change: impl FnOnce(&mut Model)) -> Vec<String> {
    let mut model = small();
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
        model.entities[entity.index()].keep =
            Keep::Terms(vec![Term::After { span: Span::Months(3), clock: Clock::own(clock), ongoing: false }]);
    });
    assert_eq!(lines, ["- Henvendelse: slettes 3 måneder etter «Besvart»"]);
}

#[test]
fn consent_can_be_withdrawn_and_carried_along() {
    let lines = new_lines(|model| contact(model).ground = Ground::Consent { text: words("Ja takk") });
    let has = |text: &str| lines.iter().any(|line| line.contains(text));
    assert!(has("**Grunnlag:** Samtykke (personvernforordningen artikkel 6 nr. 1 bokstav a)."), "{lines:#?}");
    assert!(has("**Det du har sagt ja til:** Ja takk"), "{lines:#?}");
    assert!(has("Du kan når som helst trekke tilbake et samtykke"), "{lines:#?}");
    assert!(has("**Dataportabilitet:**"), "{lines:#?}");
    assert!(has("**Om du må gi dem:** Nei, du velger selv."), "{lines:#?}");
}

#[test]
fn the_ground_decides_on_portability_objection_and_withdrawal() {
    let check = |ground: Ground, portability: bool, objection: bool, withdrawal: bool| {
        let mut model = small();
        for activity in &mut model.activities {
            activity.ground = ground.clone();
        }
        let text = to_markdown(&statement(&model, Language::En, UPDATED));
        let given = ["**Portability:**", "**Objection:**", "withdraw a consent"].map(|words| text.contains(words));
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
    assert!(lines.iter().any(|line| line == "**Om du må gi dem:** Bare det loven krever at vi får. Uten det kan vi ikke gjøre det vi er pålagt. Resten velger du selv."), "{lines:#?}");
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
    let elsewhere =
        "De slettes når henvendelsen slettes her. Slik gjør vi det der: søk på navnet og slett det som blir funnet.";
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
    let mut model = small();
    model.activities.iter_mut().for_each(|activity| activity.recipients.clear());
    model.recipients[0].country = "US".to_owned();
    let text = to_markdown(&statement(&model, Language::Nb, UPDATED));
    assert!(!text.contains("Postfjord"));
    assert!(text.contains("**Hvem andre som får dem:** Ingen utenfor virksomheten."));
}

#[test]
fn a_published_text_says_when_it_was_published() {
    for language in Language::ALL {
        let model = small();
        let text = to_markdown(&statement(&model, language, None));
        let read = published_statement(&text, language, Day(20_779));
        assert_eq!(to_markdown(&read), to_markdown(&statement(&model, language, UPDATED)));
    }
    let other = published_statement("# T\n\nA.", Language::En, Day(20_779));
    assert_eq!(to_markdown(&other), "# T\n\nA.\n", "nothing else is touched");
}

#[test]
fn an_unpublished_statement_says_so() {
    let text = to_markdown(&statement(&small(), Language::En, None));
    assert!(text.starts_with("# Privacy statement\n\nNot published yet.\n"));
}

/// What a dated fact of the register stands behind bears its day.
#[test]
fn evidence_has_a_day() {
    let marked = |model: &Model, text: &str| {
        let blocks = statement(model, Language::Nb, UPDATED).blocks;
        let found = blocks.iter().find(|block| block.sentences().iter().any(|sentence| sentence.contains(text)));
        found.and_then(|block| block.kept.clone()).unwrap_or_else(|| panic!("nothing says {text}"))
    };
    let model = sample();
    let check = |text: &str, by: Evidence, mark: &str| {
        let kept = marked(&model, text);
        assert!(matches!(&kept, Kept::Evidenced { by: it, .. } if *it == by), "{text}: {kept:?}");
        assert_eq!(kept.mark(Language::Nb), mark);
    };
    check(
        "Loven: bokføringsloven § 13",
        Evidence::Read("LOV-2004-11-19-73 § 13".to_owned()),
        "dokumentert 20. november 2026: lest i LOV-2004-11-19-73 § 13",
    );
    check(
        "Loven: arbeidsmiljøloven § 4-6",
        Evidence::Excerpt("LOV-2005-06-17-62 § 4-6".to_owned()),
        "dokumentert 21. november 2026: lest i utdrag fra LOV-2005-06-17-62 § 4-6",
    );
    check(
        "Vi har databehandleravtale av 15. januar 2026.",
        Evidence::Agreement("Postfjord AS".to_owned()),
        "dokumentert 15. januar 2026: avtale med Postfjord AS",
    );
    check(
        "Du får svar innen 1 måned",
        Evidence::Read("CELEX 32016R0679 art. 12(3)".to_owned()),
        "dokumentert 22. november 2026: lest i CELEX 32016R0679 art. 12(3)",
    );
    let mut wordy = sample();
    wordy.laws[0].source = "LOV-2004-11-19-73 § 13 (primary documentation); as retold by others".to_owned();
    assert_eq!(
        marked(&wordy, "Loven: bokføringsloven § 13").mark(Language::Nb),
        "dokumentert 20. november 2026: lest i LOV-2004-11-19-73 § 13"
    );
    let mut unsure = sample();
    unsure.laws.iter_mut().for_each(|law| law.confidence = Confidence::Memory);
    assert_eq!(marked(&unsure, "Loven: bokføringsloven § 13"), Kept::OwnWords);
    let json = serde_json::to_value(marked(&model, "Vi har databehandleravtale av 15. januar 2026.")).unwrap();
    let expected = serde_json::json!({ "how": "evidenced", "by": { "agreement": "Postfjord AS" }, "on": "2026-01-15" });
    assert_eq!(json, expected);
}

/// `subjects` up to its colon is whom a purpose concerns. Those who are customers need not read what concerns the staff.
#[test]
fn purposes_stand_by_whom_they_concern() {
    let document = statement(&sample(), Language::Nb, UPDATED);
    let heading = |block: &Block| match &block.content {
        Content::Heading { level: level @ (Level::Part | Level::Section), text, .. } => Some((*level, text.clone())),
        Content::Heading { level: Level::Chapter, .. }
        | Content::Paragraph { .. }
        | Content::List { .. }
        | Content::Definition { .. }
        | Content::Fold { .. } => None,
    };
    let headings: Vec<(Level, String)> = document.blocks.iter().filter_map(heading).collect();
    let parts = headings.chunk_by(|_, (level, _)| *level == Level::Section);
    let sizes: Vec<(&str, usize)> = parts.map(|part| (part[0].1.as_str(), part.len() - 1)).collect();
    assert_eq!(
        sizes,
        [("Kontaktpersoner hos kunder", 1), ("Mulige kunder", 1), ("Mottakere av nyhetsbrev", 2), ("Ansatte", 2)]
    );
}

#[test]
fn a_long_document_has_a_table_of_contents() {
    let html = to_html(&statement(&sample(), Language::Nb, UPDATED));
    let (nav, rest) = html.split_once("</nav>").unwrap();
    let links: Vec<&str> = nav.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.contains(&"for-payroll") && links.contains(&"objection"), "{links:?}");
    for link in links {
        assert_eq!(rest.matches(&format!(" id=\"{link}\"")).count(), 1, "{link}");
    }
}

/// Objection to marketing is absolute, to anything else it is weighed; both stand apart (GDPR art. 21(4)).
#[test]
fn the_right_to_object_stands_apart() {
    let document = statement(&sample(), Language::En, UPDATED);
    let is_chapter = |block: &Block| matches!(block.content, Content::Heading { level: Level::Chapter, .. });
    let chapter = document.blocks.chunk_by(|_, next| !is_chapter(next));
    let of_objection = chapter.filter(|blocks| blocks.iter().any(|block| block.answers.contains(&Duty::Objection)));
    let sentences: Vec<Vec<String>> =
        of_objection.map(|blocks| blocks.iter().flat_map(Block::sentences).collect()).collect();
    assert_eq!(sentences.len(), 1, "one chapter, and nowhere else");
    assert_eq!(
        sentences[0],
        [
            "No to marketing: You can say no to marketing from us at any time. Then we stop, and you need not give a reason.",
            "No to marketing: This applies to “Send newsletters to those who have said yes” and “Send newsletters to \
             customers”.",
            "Objection: You can object for reasons that concern you in particular. Then we stop, unless weighty reasons \
             speak against it.",
            "Objection: This applies to “Find new customers”.",
        ]
    );
}

#[test]
fn without_a_declared_deadline_the_article_holds() {
    let text = to_markdown(&statement(&small(), Language::En, UPDATED));
    assert!(text.contains("You get an answer within 1 month after your message reached us."), "{text}");
    let mut model = sample();
    (model.rights[0].deadline, model.rights[0].extension) = (Deadline::Hours(72), None);
    let text = to_markdown(&statement(&model, Language::En, UPDATED));
    assert!(text.contains("**When you get an answer:** You get an answer within 72 hours"), "{text}");
    assert!(!text.contains("If the matter is large"), "{text}");
}

#[test]
fn how_long_backups_are_kept_is_told_and_enforced() {
    let mut model = small();
    model.backup.keep_days = 28;
    for (language, words) in [(Language::Nb, "slettes etter 28 dager"), (Language::En, "deleted after 28 days")] {
        let document = statement(&model, language, UPDATED);
        let told = document.blocks.iter().find(|block| block.kept == Some(Kept::Enforced(Rule::Backups)));
        let Some(Block { content: Content::Definition { details, .. }, .. }) = told else { panic!("{told:?}") };
        assert!(details[0].contains(words), "{details:?}");
    }
}
