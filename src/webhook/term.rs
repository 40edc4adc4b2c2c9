//! Words of a vendor that may become more.

/// The words that a vendor documents for a field.
pub trait Documented: Copy + 'static {
    /// All of them.
    const ALL: &'static [Self];

    /// The word as the vendor writes it.
    fn word(self) -> &'static str;
}

/// A word of a vendor: one that it documents, in whatever case it came, or another as it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Term<T> {
    /// A documented word.
    Documented(T),
    /// Any other.
    Other(String),
}

impl<T: Documented> Term<T> {
    /// Reads a word.
    #[must_use]
    pub fn new(word: String) -> Self {
        let mut documented = T::ALL.iter();
        documented
            .find(|known| known.word().eq_ignore_ascii_case(&word))
            .map_or(Self::Other(word), |known| Self::Documented(*known))
    }

    /// The documented word, if it is one.
    #[must_use]
    pub const fn documented(&self) -> Option<T> {
        match self {
            Self::Documented(known) => Some(*known),
            Self::Other(_) => None,
        }
    }
}
