//! Agile encryption of packages, that of Office since 2010 (\[MS-OFFCRYPTO\] 2.3.4.10 to 2.3.4.15).

use std::io::Cursor;

use mail_parser::decoders::base64::base64_decode;

use super::aes;
use super::hash::Hash;
use crate::extract::Sink;
use crate::extract::office::package;
use crate::extract::office::xml::{Node, Tag};

/// The specification allows no more, and a file must not cost more time than there is.
const MOST_SPINS: u32 = 10_000_000;
/// Descriptions are of a thousand bytes or two.
const LONGEST: usize = 64 << 10;
/// Bytes of a package that are chained to each other.
const SEGMENT: usize = 4096;
/// Segments between two signs of life.
const TICK: usize = 256;
/// What a hash that is too short is filled with.
const FILLER: u8 = 0x36;

const VERIFIER_KEY: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const VERIFIER_HASH_KEY: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const KEY_KEY: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];

pub(super) struct Agile {
    package: Params,
    password: Encryptor,
}

/// How something is encrypted.
struct Params {
    hash: Hash,
    salt: Vec<u8>,
    /// Of the key, in bytes.
    key_len: usize,
}

/// How the key of the package is encrypted under a password.
struct Encryptor {
    params: Params,
    spins: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    key: Vec<u8>,
}

impl Agile {
    /// From the XML on; none where it is damaged, or of no kind known here.
    pub fn of(info: &[u8], sink: &mut Sink<'_>) -> Option<Self> {
        if info.len() > LONGEST {
            return None;
        }
        let mut input = Cursor::new(info);
        let mut xml = package::whole(&mut input).ok()?;
        let (mut package, mut password) = (None, None);
        loop {
            match xml.next(sink).ok()? {
                Node::Start(tag) if tag.name() == "keyData" => package = package.or(Params::of(&tag)),
                // There are other ones, of certificates.
                Node::Start(tag) if tag.name() == "encryptedKey" => password = password.or(Encryptor::of(&tag)),
                Node::Eof => break,
                _ => {}
            }
        }
        Some(Self {
            package: package?,
            password: password?,
        })
    }

    /// The key of the package; none when the password is not the one of this description.
    pub fn key(&self, password: &str, sink: &mut Sink<'_>) -> Option<Vec<u8>> {
        let by = &self.password;
        let spun = by.params.hash.spun(&by.params.salt, password, by.spins, sink);
        let verifier = by.decrypted(&spun, VERIFIER_KEY, &by.verifier)?;
        let verifier_hash = by.decrypted(&spun, VERIFIER_HASH_KEY, &by.verifier_hash)?;
        if !verifier_hash.starts_with(&by.params.hash.of(&[&verifier])) {
            return None;
        }
        let mut key = by.decrypted(&spun, KEY_KEY, &by.key)?;
        key.truncate(self.package.key_len);
        (key.len() == self.package.key_len).then_some(key)
    }

    pub fn decrypt(&self, key: &[u8], package: &mut [u8], sink: &mut Sink<'_>) -> Option<()> {
        for (n, segment) in package.chunks_mut(SEGMENT).enumerate() {
            if n % TICK == 0 {
                sink.tick();
            }
            let number = u32::try_from(n).ok()?.to_le_bytes();
            let begin = self.package.hash.of(&[&self.package.salt, &number]);
            aes::cbc(key, &fitted(begin, aes::BLOCK), segment)?;
        }
        Some(())
    }
}

impl Params {
    fn of(tag: &Tag<'_>) -> Option<Self> {
        let is = |name: &str, value: &str| tag.attribute(name).is_some_and(|has| has == value);
        let is_known = is("cipherAlgorithm", "AES") && is("cipherChaining", "ChainingModeCBC") && is("blockSize", "16");
        let bits = tag
            .number("keyBits")
            .filter(|bits| is_known && [128, 192, 256].contains(bits))?;
        Some(Self {
            hash: Hash::named(&tag.attribute("hashAlgorithm")?)?,
            salt: bytes(tag, "saltValue")?,
            key_len: bits as usize / 8,
        })
    }
}

impl Encryptor {
    fn of(tag: &Tag<'_>) -> Option<Self> {
        Some(Self {
            params: Params::of(tag)?,
            spins: tag.number("spinCount").filter(|&spins| spins <= MOST_SPINS)?,
            verifier: bytes(tag, "encryptedVerifierHashInput")?,
            verifier_hash: bytes(tag, "encryptedVerifierHashValue")?,
            key: bytes(tag, "encryptedKeyValue")?,
        })
    }

    fn decrypted(&self, spun: &[u8], of: [u8; 8], encrypted: &[u8]) -> Option<Vec<u8>> {
        let key = fitted(self.params.hash.of(&[spun, &of]), self.params.key_len);
        let mut bytes = encrypted.to_vec();
        aes::cbc(&key, &fitted(self.params.salt.clone(), aes::BLOCK), &mut bytes)?;
        Some(bytes)
    }
}

fn bytes(tag: &Tag<'_>, name: &str) -> Option<Vec<u8>> {
    base64_decode(tag.attribute(name)?.trim().as_bytes())
}

/// As long as it should be.
fn fitted(mut bytes: Vec<u8>, len: usize) -> Vec<u8> {
    bytes.resize(len, FILLER);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::office::tests::unheard;

    /// The description of a package: `spins`, `bits` and `size` of a block, as they are to be told.
    fn info(spins: &str, bits: &str, size: &str) -> String {
        let how = format!(
            "saltSize='16' blockSize='{size}' keyBits='{bits}' hashSize='20' cipherAlgorithm='AES' \
             cipherChaining='ChainingModeCBC' hashAlgorithm='SHA1' saltValue='4AILYdRQC8lUWB2ihSUcTg=='"
        );
        format!(
            "<encryption><keyData {how}/><keyEncryptors><keyEncryptor><c:encryptedKey/></keyEncryptor><keyEncryptor>\
             <p:encryptedKey spinCount='{spins}' {how} encryptedVerifierHashInput='HkFKw9ogdLPX9onyBAR6ow==' \
             encryptedVerifierHashValue='CwflC6ExYt95YZxUtZWeZP+djYFOSSBADQ3BHgVkiUg=' \
             encryptedKeyValue='Ynd2mhd67EVK/OTOKceedQ=='/></keyEncryptor></keyEncryptors></encryption>"
        )
    }

    fn is_known(info: &str) -> bool {
        unheard(|sink| Agile::of(info.as_bytes(), sink).is_some())
    }

    #[test]
    fn what_no_office_would_write_is_not_known() {
        assert!(is_known(&info("100000", "128", "16")));
        assert!(is_known(&info("10000000", "256", "16")));
        for spins in ["10000001", "4294967295", "99999999999", "-1", "", "x"] {
            assert!(!is_known(&info(spins, "128", "16")), "{spins}");
        }
        for bits in ["0", "127", "129", "512", "4294967295", "-8"] {
            assert!(!is_known(&info("1", bits, "16")), "{bits}");
        }
        for size in ["0", "1", "4096", "99999999999"] {
            assert!(!is_known(&info("1", "128", size)), "{size}");
        }
        assert!(!is_known(&info("1", "128", "16").replace("SHA1", "MD2")));
        assert!(!is_known(&info("1", "128", "16").replace("CBC", "CFB")));
        assert!(!is_known(&" ".repeat(LONGEST + 1)));
    }

    #[test]
    fn a_description_that_is_cut_opens_nothing() {
        let whole = info("7", "128", "16");
        for len in 0..whole.len() {
            let key = unheard(|sink| Agile::of(&whole.as_bytes()[..len], sink)?.key("password", sink));
            assert_eq!(key, None, "{len}");
        }
    }

    /// Of msoffcrypto-tool's tests.
    #[test]
    fn a_key_is_made_of_the_password_and_proved() {
        let encryptor = |salt: &[u8], key: &[u8]| {
            Encryptor {
            params: Params {
                hash: Hash::Sha512,
                salt: salt.to_vec(),
                key_len: 32,
            },
            spins: 100_000,
            verifier: b"9\xee\xa5N&\xe5\x14y\x8c(K\xc7qM8\xac".to_vec(),
            verifier_hash: [
                &b"\x147mm\x81s4\xe6\xb0\xffO\xd8\"\x1a|g\x8e]\x8axN\x8f\x99\x9fL\x18\x890\xc3jK)"[..],
                b"\xc5\xb33`[\\\xd4\x03\xb0P\x03\xad\xcf\x18\xcc\xa8\xcb\xab\x8d\xeb\xe3s\xc6V\x04\xa0\xbe\xcf\xae\\\n\xd0",
            ]
            .concat(),
            key: key.to_vec(),
        }
        };
        let salt = b"\xcb\xca\x1c\x99\x93C\xfb\xad\x92\x07V4\x15\x004\xb0";
        let agile = |key: &[u8]| Agile {
            package: encryptor(salt, key).params,
            password: encryptor(salt, key),
        };
        let opened = |key: &[u8]| unheard(|sink| agile(key).key("Password1234_", sink));
        assert_eq!(opened(&[7; 32]).map(|key| key.len()), Some(32));

        let salt = b"Lr]E\xdca\x0f\x93\x94\x12\xa0M\xa7\x91\x04f";
        let encrypted =
            b"\xa1l\xd5\x16Zz\xb9\xd2q\x11>\xd3\x86\xa7\x8c\xf4\x96\x92\xe8\xe5'\xb0\xc5\xfc\x00U\xed\x08\x0b|\xb9K";
        let key =
            b"@ f\t\xd9\xfa\xad\xf2K\x07j\xeb\xf2\xc45\xb7B\x92\xc8\xb8\xa7\xaa\x81\xbcg\x9b\xe8\x97\x11\xb0*\xc2";
        let by = encryptor(salt, encrypted);
        let spun = unheard(|sink| Hash::Sha512.spun(salt, "Password1234_", by.spins, sink));
        assert_eq!(by.decrypted(&spun, KEY_KEY, encrypted).as_deref(), Some(&key[..]));
    }
}
