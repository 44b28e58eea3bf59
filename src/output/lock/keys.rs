//! From a passphrase to keys, and from bytes to sealed bytes.
//!
//! `PBKDF2-HMAC-SHA-256` (RFC 8018) gives the root key; `HMAC-SHA-256` of the root key over a label gives one key
//! for each use. A file is compressed and sealed with `AES-256-GCM` (NIST SP 800-38D), its path bound to it as
//! associated data. Its nonce is `HMAC-SHA-256` over path and content, cut to 96 bits: the same file gives the same
//! bytes on every machine, and another content gets another nonce, as the synthetic initial vectors of RFC 5297 do.

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hmac::{Hmac, Mac as _};
use miniz_oxide::{deflate, inflate};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use super::LockError;

/// Rounds of PBKDF2: what OWASP's cheat sheet on the storage of passwords asks for with SHA-256.
pub const ROUNDS: u32 = 600_000;
/// The fewest characters of a passphrase.
pub const SHORTEST: usize = 16;
/// The version of the format, the first byte of every sealed file.
pub(super) const VERSION: u8 = 1;
/// Begins whatever is hashed, so that nothing made for another purpose fits.
const DOMAIN: &str = "funnelbook lock 1";
/// How hard files are compressed, out of 10: beyond this it takes longer and gains little.
const LEVEL: u8 = 4;
const NONCE: usize = 12;
const TAG: usize = 16;

/// What a team types to open its site: trimmed, in one Unicode form (NFC), as the page does with what is typed.
pub struct Passphrase(String);

impl Passphrase {
    /// Checks the length.
    ///
    /// # Errors
    /// Fewer than [`SHORTEST`] characters.
    pub fn new(text: &str) -> Result<Self, LockError> {
        let text: String = text.trim().nfc().collect();
        match text.chars().count() {
            n if n < SHORTEST => Err(LockError::TooShort(n)),
            _ => Ok(Self(text)),
        }
    }

    /// One of 25 characters, 125 bits, from the system's randomness: letters and digits that are not mistaken for
    /// others.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn suggest() -> Result<String, LockError> {
        const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
        let mut bytes = [0; 25];
        getrandom::fill(&mut bytes).map_err(|e| LockError::NoRandomness(e.to_string()))?;
        // 32 divides 256, so that every letter is as likely.
        let letters: Vec<char> = bytes.iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect();
        let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
        Ok(groups.join("-"))
    }
}

/// The keys of a site.
pub struct Keys {
    /// What the root key is derived with; no secret.
    pub(super) salt: [u8; 16],
    cipher: Aes256Gcm,
    nonces: [u8; 32],
    names: [u8; 32],
}

impl Keys {
    /// Derives the keys, which takes a moment on purpose. The salt is made of what is particular to the site, so
    /// that two sites with one passphrase have different keys, and a site has the same on every machine.
    pub fn derive(passphrase: &Passphrase, site: &[&str]) -> Self {
        Self::with_rounds(passphrase, site, ROUNDS)
    }

    pub(super) fn with_rounds(passphrase: &Passphrase, site: &[&str], rounds: u32) -> Self {
        let mut salt = [0; 16];
        let mut hash = Sha256::new_with_prefix(format!("{DOMAIN} salt"));
        for part in site {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        salt.copy_from_slice(&hash.finalize()[..16]);
        let mut root = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(passphrase.0.as_bytes(), &salt, rounds, &mut root);
        let part = |label: &str| mac(&root, &[format!("{DOMAIN} {label}").as_bytes()]);
        Self {
            salt,
            cipher: Aes256Gcm::new(&part("encryption").into()),
            nonces: part("nonces"),
            names: part("names"),
        }
    }

    /// The bytes of a file of this path, sealed: version, nonce, ciphertext with its tag.
    pub(super) fn seal(&self, path: &str, bytes: &[u8]) -> Result<Vec<u8>, LockError> {
        let text = deflate::compress_to_vec_zlib(bytes, LEVEL);
        let length = (path.len() as u64).to_be_bytes();
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&mac(&self.nonces, &[&length, path.as_bytes(), &text])[..NONCE]);
        let payload = Payload {
            msg: &text,
            aad: &bound(path),
        };
        let sealed = self.cipher.encrypt(&Nonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| LockError::TooLarge(path.to_owned()))?;
        let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
        out.push(VERSION);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// What was sealed for this path; none where it was not, or not with these keys.
    pub(super) fn open(&self, path: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (version, rest) = sealed.split_first()?;
        if *version != VERSION || rest.len() < NONCE + TAG {
            return None;
        }
        let (nonce, msg) = rest.split_first_chunk::<NONCE>()?;
        let aad = &bound(path);
        let text = self.cipher.decrypt(&Nonce::from(*nonce), Payload { msg, aad }).ok()?;
        inflate::decompress_to_vec_zlib(&text).ok()
    }

    /// A name for something, of so many hexadecimal digits, that says nothing to those without the key.
    pub(super) fn name(&self, what: &str, digits: usize) -> String {
        let mut name = hex(&mac(&self.names, &[what.as_bytes()]));
        name.truncate(digits);
        name
    }
}

/// The associated data of a file: a file that is put in another's place does not open.
fn bound(path: &str) -> Vec<u8> {
    format!("{DOMAIN} {path}").into_bytes()
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes a key of any length; 32 bytes fill less than a block.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of 32 bytes");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
