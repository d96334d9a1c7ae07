//! Typed rows: plain structs that behaviour works with, bound to the model when the server starts.
//!
//! [`row!`](crate::row) declares a struct and its handles in one; [`choice!`](crate::choice) a closed
//! enum for a choice field. A struct that does not fit the register gives a [`Misfit`] and the server
//! does not start, so a renamed field is found at once and not when a visitor needs it.

use crate::{Class, Day, EntityId, FieldId, FieldKind, Model, Moment, Record, RowId, Value};
use std::fmt;

/// Where a struct and the register disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The entity that the struct is for.
    pub entity: &'static str,
    /// The field, where it is about one.
    pub field: Option<&'static str>,
    /// What disagrees.
    pub problem: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field {
            Some(field) => write!(f, "{}.{}: {}", self.entity, field, self.problem),
            None => write!(f, "{}: {}", self.entity, self.problem),
        }
    }
}

impl std::error::Error for Misfit {}

/// A Rust type that a column can hold.
pub trait Column: Sized {
    /// How it is stored.
    const CLASS: Class;
    /// Whether it can be absent.
    const OPTIONAL: bool = false;
    /// The alternatives it knows, where it is a choice.
    const ALTERNATIVES: Option<&'static [&'static str]> = None;
    /// Reads a cell; none where the cell holds something else.
    fn read(value: &Value) -> Option<Self>;
    /// Makes a cell.
    fn write(&self) -> Value;
}

/// A struct bound to an entity. Implemented by [`row!`](crate::row).
pub trait Row: Sized {
    /// The fields of the struct as ids of the model.
    type Handles: Copy + Send + Sync + 'static;
    /// The entity's word in the register.
    const ENTITY: &'static str;
    /// Finds the entity and every field in the model, or says what does not fit.
    fn bind(model: &Model) -> Result<Self::Handles, Misfit>;
    /// The entity the handles belong to.
    fn entity(handles: &Self::Handles) -> EntityId;
    /// Reads a record that holds every field of the struct.
    fn read(handles: &Self::Handles, record: &Record) -> Result<Self, Misfit>;
    /// The struct's cells.
    fn cells(&self, handles: &Self::Handles) -> Vec<(FieldId, Value)>;
}

/// Finds a field for [`row!`](crate::row) and checks that `T` can hold it.
#[doc(hidden)]
pub fn bind_field<T: Column>(
    model: &Model,
    entity: EntityId,
    entity_key: &'static str,
    key: &'static str,
) -> Result<FieldId, Misfit> {
    let misfit = |problem: String| Misfit { entity: entity_key, field: Some(key), problem };
    let Some(id) = model.field_named(entity, key) else {
        return Err(misfit("the register has no such field".to_owned()));
    };
    let field = &model[id];
    if field.kind.class() != T::CLASS {
        return Err(misfit(format!("the register stores {:?}, the code expects {:?}", field.kind.class(), T::CLASS)));
    }
    if !T::OPTIONAL && !field.required {
        return Err(misfit("may be empty in the register but not in the code".to_owned()));
    }
    match (&field.kind, T::ALTERNATIVES) {
        (FieldKind::Choice(of), Some(known)) if !of.iter().map(|one| one.key.as_str()).eq(known.iter().copied()) => {
            Err(misfit(format!("the code knows the alternatives {}", known.join(", "))))
        }
        (_, None) | (FieldKind::Choice(_), Some(_)) => Ok(id),
        (_, Some(_)) => Err(misfit("the code expects a choice".to_owned())),
    }
}

/// Reads a cell for [`row!`](crate::row).
#[doc(hidden)]
pub fn read_cell<T: Column>(
    record: &Record,
    field: FieldId,
    entity_key: &'static str,
    key: &'static str,
) -> Result<T, Misfit> {
    let misfit = |problem: &str| Misfit { entity: entity_key, field: Some(key), problem: problem.to_owned() };
    let value = record.get(field).ok_or_else(|| misfit("was not read"))?;
    T::read(value).ok_or_else(|| misfit("holds another kind of value"))
}

macro_rules! column {
    ($($rust:ty => $variant:ident),* $(,)?) => {$(
        impl Column for $rust {
            const CLASS: Class = Class::$variant;
            fn read(value: &Value) -> Option<Self> {
                match value {
                    Value::$variant(inner) => Some(inner.clone()),
                    _ => None,
                }
            }
            fn write(&self) -> Value {
                Value::$variant(self.clone())
            }
        }
    )*};
}

column! {
    bool => Boolean,
    i64 => Integer,
    String => Text,
    Day => Day,
    Moment => Moment,
    RowId => Id,
}

impl<T: Column> Column for Option<T> {
    const CLASS: Class = T::CLASS;
    const OPTIONAL: bool = true;
    const ALTERNATIVES: Option<&'static [&'static str]> = T::ALTERNATIVES;
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::read(other).map(Some),
        }
    }
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, Column::write)
    }
}

/// Declares a struct for the rows of one entity, and its handles:
///
/// ```ignore
/// model::row! {
///     /// One human being.
///     pub struct Person of "person", handles PersonFields {
///         /// As the person writes it.
///         name: Option<String>,
///     }
/// }
/// ```
#[macro_export]
macro_rules! row {
    ($(#[$doc:meta])* pub struct $name:ident of $entity:literal, handles $handles:ident {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)*
        }

        #[doc = concat!("The fields of `", $entity, "` as ids of the model.")]
        #[derive(Debug, Clone, Copy)]
        pub struct $handles {
            /// The entity itself.
            pub entity: $crate::EntityId,
            $($(#[$field_doc])* pub $field: $crate::FieldId,)*
        }

        impl $crate::Row for $name {
            type Handles = $handles;
            const ENTITY: &'static str = $entity;

            fn bind(model: &$crate::Model) -> Result<$handles, $crate::Misfit> {
                let entity = model.entity_named($entity).ok_or_else(|| $crate::Misfit {
                    entity: $entity,
                    field: None,
                    problem: "the register has no such entity".to_owned(),
                })?;
                Ok($handles {
                    entity,
                    $($field: $crate::bind_field::<$kind>(model, entity, $entity, stringify!($field))?,)*
                })
            }

            fn entity(handles: &$handles) -> $crate::EntityId {
                handles.entity
            }

            fn read(handles: &$handles, record: &$crate::Record) -> Result<Self, $crate::Misfit> {
                Ok(Self {
                    $($field: $crate::read_cell::<$kind>(record, handles.$field, $entity, stringify!($field))?,)*
                })
            }

            fn cells(&self, handles: &$handles) -> Vec<($crate::FieldId, $crate::Value)> {
                vec![$((handles.$field, $crate::Column::write(&self.$field)),)*]
            }
        }
    };
}

/// Declares a closed enum for a choice field; its words must be the register's, in the same order.
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $key:literal),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// Every alternative, in the register's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in the register.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)*
                }
            }
        }

        impl $crate::Column for $name {
            const CLASS: $crate::Class = $crate::Class::Text;
            const ALTERNATIVES: Option<&'static [&'static str]> = Some(&[$($key),*]);
            fn read(value: &$crate::Value) -> Option<Self> {
                match value {
                    $crate::Value::Text(text) => Self::ALL.iter().copied().find(|one| one.key() == text),
                    _ => None,
                }
            }
            fn write(&self) -> $crate::Value {
                $crate::Value::Text(self.key().to_owned())
            }
        }
    };
}
