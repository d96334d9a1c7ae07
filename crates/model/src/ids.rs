//! Ids: positions in the tables of one [`Model`](crate::Model), each of its own type.

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            /// The id of the item at `index`.
            ///
            /// # Panics
            /// Above 65,535 items; the register compiler stops long before.
            pub fn from_index(index: usize) -> Self {
                Self(u16::try_from(index).expect("a register holds fewer than 65,536 of each thing"))
            }

            /// The position in the model's table.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )*};
}

id! {
    /// A role: what somebody who works here does.
    RoleId,
    /// Somebody outside who receives data.
    RecipientId,
    /// A provision of law.
    LawId,
    /// A kind of personal data.
    CategoryId,
    /// A long closed list.
    ListId,
    /// A processing activity.
    ActivityId,
    /// A thing stored.
    EntityId,
    /// A field of an entity; unique over all entities.
    FieldId,
}
