//! Lists whose entries are spoken of by number: between the two WebAssembly modules, and between
//! them and JavaScript.

/// A list whose entries have the numbers of their order.
macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident { $($(#[$entry:meta])* $variant:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name { $($(#[$entry])* $variant,)+ }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The number that stands for this entry.
            #[must_use]
            pub const fn number(self) -> u32 {
                self as u32
            }

            /// The entry that a number stands for.
            #[must_use]
            pub fn from_number(number: u32) -> Option<Self> {
                Self::ALL.get(usize::try_from(number).ok()?).copied()
            }

            /// The name of the entry, as in these sources.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)+ }
            }
        }
    };
}

pub(crate) use numbered;
