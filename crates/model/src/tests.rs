//! Binding, reading and writing typed rows against a register of one entity, made by hand.

#![expect(unreachable_pub, reason = "the macros declare public types")]

use crate::{
    Alternative, Area, Class, Column, Controller, Day, Entity, EntityId, Field, FieldId, FieldKind, Held, Keep, Label,
    Misfit, Model, Moment, Narrowing, NotAnId, Origin, Record, Row, RowId, Sealed, Subject, Value, Words, YearDay,
};

crate::choice! {
    /// How a shoe is.
    pub enum Condition {
        /// Just bought.
        New = "new",
        /// Worn out.
        Old = "old",
    }
}

crate::row! {
    /// A shoe.
    pub struct Shoe of "shoe", handles ShoeFields {
        /// Required.
        size: i64,
        /// May be empty.
        colour: Option<String>,
        /// Required.
        condition: Condition,
    }
}

/// A register with the entity `shoe` and these fields.
fn model(fields: &[(&str, FieldKind, bool)]) -> Model {
    let ids = (0..fields.len()).map(FieldId::from_index).collect();
    let field = |(key, kind, required): &(&str, FieldKind, bool)| Field {
        key: (*key).to_owned(),
        entity: EntityId::from_index(0),
        name: Words::default(),
        kind: kind.clone(),
        required: *required,
        unique: false,
        impersonal: None,
        category: None,
        origin: Origin::Derived,
        sealed: Sealed::No,
        activities: None,
        access: Narrowing::None,
        keep: None,
        require: Vec::new(),
        when: None,
        was: None,
        need: None,
        with: None,
    };
    Model {
        controller: Controller {
            name: String::new(),
            organisation_number: String::new(),
            address: String::new(),
            contact: String::new(),
            contact_title: Words::default(),
            email: String::new(),
            phone: String::new(),
            authority: Words::default(),
            accounts: Vec::new(),
            fiscal_year_end: YearDay::LAST,
        },
        roles: Vec::new(),
        recipients: Vec::new(),
        systems: Vec::new(),
        laws: Vec::new(),
        rights: Vec::new(),
        categories: Vec::new(),
        lists: Vec::new(),
        backup: crate::Backup::default(),
        destroyed: crate::Destroyed::default(),
        activities: Vec::new(),
        entities: vec![Entity {
            key: "shoe".to_owned(),
            name: Words::default(),
            area: Area::Parties,
            in_use: true,
            held: Held::Impersonal,
            subject: Subject::None,
            subject_when: None,
            own: Vec::new(),
            access: Narrowing::Engine,
            special: None,
            label: Label::default(),
            list: Vec::new(),
            search: Vec::new(),
            keep: Keep::Always,
            require: Vec::new(),
            was: None,
            fields: ids,
            links: Vec::new(),
        }],
        fields: fields.iter().map(field).collect(),
        fingerprint: String::new(),
    }
}

fn choice(keys: &[&str]) -> FieldKind {
    let alternative = |key: &&str| Alternative { key: (*key).to_owned(), name: Words::default() };
    FieldKind::Choice(keys.iter().map(alternative).collect())
}

const TEXT: FieldKind = FieldKind::Text { max: 20 };

/// The register that fits [`Shoe`].
fn fitting() -> Model {
    model(&[("size", FieldKind::Integer, true), ("colour", TEXT, false), ("condition", choice(&["new", "old"]), true)])
}

#[test]
fn a_struct_that_does_not_fit_says_where_and_why() {
    let check = |model: &Model, expected: &str| {
        assert_eq!(
            Shoe::bind(model).map(|_| ()).map_err(|misfit: Misfit| misfit.to_string()),
            Err(expected.to_owned())
        );
    };
    let size = ("size", FieldKind::Integer, true);
    let condition = ("condition", choice(&["new", "old"]), true);
    let mut other = fitting();
    "boot".clone_into(&mut other.entities[0].key);
    check(&other, "shoe: the register has no such entity");
    check(&model(&[size.clone(), condition.clone()]), "shoe.colour: the register has no such field");
    check(
        &model(&[("size", TEXT, true), ("colour", TEXT, false), condition.clone()]),
        "shoe.size: the register stores Text, the code expects Integer",
    );
    check(
        &model(&[("size", FieldKind::Integer, false), ("colour", TEXT, false), condition]),
        "shoe.size: may be empty in the register but not in the code",
    );
    for keys in [["old", "new"].as_slice(), &["new"], &["new", "old", "lost"]] {
        check(
            &model(&[size.clone(), ("colour", TEXT, false), ("condition", choice(keys), true)]),
            "shoe.condition: the code knows the alternatives new, old",
        );
    }
    check(
        &model(&[size, ("colour", TEXT, false), ("condition", TEXT, true)]),
        "shoe.condition: the code expects a choice",
    );
}

#[test]
fn a_row_is_read_as_it_was_written() {
    let model = fitting();
    let fields = Shoe::bind(&model).expect("it fits");
    let shoe = Shoe { size: 43, colour: None, condition: Condition::Old };
    let record =
        Record { entity: fields.entity, id: RowId([1; 16]), version: 1, restricted: None, cells: shoe.cells(&fields) };
    assert_eq!(record.get(fields.condition), Some(&Value::Text("old".to_owned())));
    assert_eq!(Shoe::read(&fields, &record), Ok(shoe));
}

#[test]
fn a_record_that_holds_something_else_is_a_misfit() {
    let model = fitting();
    let fields = Shoe::bind(&model).expect("it fits");
    let read = |cells| {
        let record = Record { entity: fields.entity, id: RowId([1; 16]), version: 1, restricted: None, cells };
        Shoe::read(&fields, &record).map_err(|misfit| misfit.to_string())
    };
    let good = Shoe { size: 43, colour: None, condition: Condition::New }.cells(&fields);
    let with = |at: usize, value: Value| {
        let mut cells = good.clone();
        cells[at].1 = value;
        cells
    };
    assert_eq!(read(good[..1].to_vec()), Err("shoe.colour: was not read".to_owned()));
    let other = "holds another kind of value";
    assert_eq!(read(with(0, Value::Null)), Err(format!("shoe.size: {other}")));
    assert_eq!(read(with(1, Value::Integer(1))), Err(format!("shoe.colour: {other}")));
    assert_eq!(read(with(2, Value::Text("lost".to_owned()))), Err(format!("shoe.condition: {other}")));
}

#[test]
fn every_column_type_knows_its_class() {
    fn check<T: Column + PartialEq + std::fmt::Debug>(value: T, class: Class) {
        assert_eq!((T::CLASS, value.write().class()), (class, Some(class)));
        assert_eq!(T::read(&value.write()), Some(value));
        assert_eq!(T::read(&Value::Null), None);
        assert_eq!(Option::<T>::read(&Value::Null), Some(None));
    }
    check(true, Class::Boolean);
    check(-7_i64, Class::Integer);
    check("å".to_owned(), Class::Text);
    check(Day(-1), Class::Day);
    check(Moment(i64::MIN), Class::Moment);
    check(RowId([255; 16]), Class::Id);
    check(Condition::New, Class::Text);
}

#[test]
fn an_id_is_written_with_hyphens_and_read_with_or_without() {
    let id = RowId([0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77]);
    let text = "01234567-89ab-cdef-0011-223344556677";
    assert_eq!(id.to_string(), text);
    let check = |text: &str, expected: Result<RowId, NotAnId>| assert_eq!(text.parse(), expected, "{text:?}");
    check(text, Ok(id));
    check(&text.to_uppercase(), Ok(id));
    check(&text.replace('-', ""), Ok(id));
    check(&text[1..], Err(NotAnId));
    check(&format!("{text}0"), Err(NotAnId));
    check(&text.replace('a', "g"), Err(NotAnId));
    check("", Err(NotAnId));
}

#[test]
fn time_stops_at_its_end() {
    assert_eq!(Moment(i64::MAX).plus_seconds(1), Moment(i64::MAX));
    assert_eq!(Moment(0).plus_seconds(i64::MIN), Moment(i64::MIN));
    assert_eq!(Moment(-1).milliseconds(), -1, "before 1970 it rounds down");
}
