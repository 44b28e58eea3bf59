//! The secret of a public site, and the pseudonyms that it gives.
//!
//! A pseudonym is `HMAC-SHA-256` of the account's name under the secret, cut to 40 bits. A plain hash would not do:
//! whoever has a list of companies could hash them all and compare.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization as _;

/// The fewest characters of a secret.
pub const SHORTEST: usize = 16;
/// Begins whatever is hashed, so that nothing made for another purpose fits.
const DOMAIN: &str = "funnelbook public 1";
/// Letters and digits that are not mistaken for others.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKMNPQRSTUVWXYZ023456789";

/// What keys the pseudonyms: trimmed, in one Unicode form (NFC).
#[derive(Clone)]
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// Checks the length.
    ///
    /// # Errors
    /// How many characters there are, where they are fewer than [`SHORTEST`].
    pub fn new(text: &str) -> Result<Self, usize> {
        let text: String = text.trim().nfc().collect();
        match text.chars().count() {
            n if n < SHORTEST => Err(n),
            _ => Ok(Self(text)),
        }
    }

    fn mac(&self, what: &str, text: &str) -> [u8; 32] {
        // HMAC takes a key of any length.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).expect("a key of any length");
        mac.update(format!("{DOMAIN} {what}\0{text}").as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// What an account is called in public, such as `K7QX-M2PD`: the same in every build with this secret.
    pub fn pseudonym(&self, account: &str) -> String {
        let bytes = self.mac("account", account);
        let bits = bytes[..5].iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        // 32 letters: five bits each.
        let letter = |i: u64| char::from(LETTERS[usize::try_from(bits >> (35 - 5 * i) & 31).unwrap_or(0)]);
        (0..8).map(letter).enumerate().fold(String::new(), |mut out, (i, c)| {
            if i == 4 {
                out.push('-');
            }
            out.push(c);
            out
        })
    }

    /// What stands for a deal's id where the id itself may not be held.
    pub fn tag(&self, deal: &str) -> [u8; 16] {
        let mut tag = [0; 16];
        tag.copy_from_slice(&self.mac("deal", deal)[..16]);
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_secret_is_none() {
        assert_eq!(Secret::new("  fifteen chars.. ").err(), Some(15));
        assert!(Secret::new("sixteen chars....").is_ok());
    }

    /// Python 3.11: `hmac.new(b"correct horse battery", b"funnelbook public 1 account\0Acme Robotics", "sha256")`,
    /// the first five bytes in the letters above.
    #[test]
    fn a_pseudonym_is_the_mac_of_the_name() {
        let secret = Secret::new("correct horse battery").unwrap();
        assert_eq!(secret.pseudonym("Acme Robotics"), "FR6F-YGCJ");
        assert_ne!(secret.pseudonym("Acme Robotics "), secret.pseudonym("Acme Robotics"));
        let other = Secret::new("correct horse batteries").unwrap();
        assert_ne!(other.pseudonym("Acme Robotics"), secret.pseudonym("Acme Robotics"));
    }
}
