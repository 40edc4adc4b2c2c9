//! The hand-off's code, set so that it can be read off without losing the place.

use alloc::string::String;
use alloc::vec::Vec;

/// The code in groups of three, or of four where that comes out even.
pub fn groups(code: &str) -> impl Iterator<Item = String> {
    let digits: Vec<char> = digits(code).collect();
    let size = if !digits.len().is_multiple_of(3) && digits.len().is_multiple_of(4) {
        4
    } else {
        3
    };
    let groups: Vec<String> = digits.chunks(size).map(String::from_iter).collect();
    groups.into_iter()
}

/// The code digit by digit, as a screen reader is to say it.
#[must_use]
pub fn spelled(code: &str) -> String {
    let mut text = String::with_capacity(code.len() * 2);
    for digit in digits(code) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

fn digits(code: &str) -> impl Iterator<Item = char> {
    code.chars().filter(|digit| !digit.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(code: &str) -> String {
        groups(code).collect::<Vec<_>>().join("-")
    }

    #[test]
    fn groups_come_out_even_where_they_can() {
        assert_eq!(grouped("123456"), "123-456");
        assert_eq!(grouped("12345678"), "1234-5678");
        assert_eq!(grouped("123456789012"), "123-456-789-012");
        assert_eq!(grouped("1234567"), "123-456-7");
        assert_eq!(grouped("12 34 56"), "123-456");
        assert_eq!(grouped(""), "");
    }

    #[test]
    fn every_digit_is_said_alone() {
        assert_eq!(spelled("1234"), "1 2 3 4");
        assert_eq!(spelled("1 2"), "1 2");
        assert_eq!(spelled(""), "");
    }
}
