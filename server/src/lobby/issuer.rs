//! Another site that signs players in: its tokens name them, and its public keys (a JWKS file, RFC 7517) prove it. What it
//! says of a player is his name for us and no more: he then gets a token of ours.

use std::{fs, io, path::PathBuf};

use jsonwebtoken::{
    Algorithm, DecodingKey, Validation, decode, decode_header,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyAlgorithm},
};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::{limits::TOKEN_BYTES_MAX, link::PlayerId};

/// What is wrong with the keys of the other site: the operator's to mend, so it says how.
#[derive(Debug, Error)]
pub enum IssuerError {
    /// The file cannot be read.
    #[error("cannot read the keys in {0}: {1}")]
    Unreadable(PathBuf, io::Error),
    /// It is no JWKS.
    #[error("{0} is no set of keys as RFC 7517 has it: {1}")]
    Malformed(PathBuf, serde_json::Error),
    /// It has no key that can be used.
    #[error("{0} has no public key of the kinds RSA, P-256, P-384 or Ed25519")]
    NoKeys(PathBuf),
}

/// Who else may name players.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerConfig {
    /// `iss` of its tokens.
    pub name: String,
    /// `aud` of those that are meant for us.
    pub audience: String,
    /// Its public keys.
    pub keys: PathBuf,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: u64,
}

struct Key {
    id: Option<String>,
    algorithm: Algorithm,
    checks: DecodingKey,
}

/// The other site.
pub(super) struct Issuer {
    name: String,
    audience: String,
    keys: Vec<Key>,
}

impl Issuer {
    /// Reads its keys. Those of kinds that we do not check, and secret ones, are passed over.
    pub(super) fn open(config: &IssuerConfig) -> Result<Self, IssuerError> {
        let path = || config.keys.clone();
        let text = fs::read_to_string(&config.keys).map_err(|e| IssuerError::Unreadable(path(), e))?;
        let set: JwkSet = serde_json::from_str(&text).map_err(|e| IssuerError::Malformed(path(), e))?;
        let keys: Vec<Key> = set.keys.iter().filter_map(Key::new).collect();
        if keys.is_empty() {
            return Err(IssuerError::NoKeys(path()));
        }
        Ok(Self { name: config.name.clone(), audience: config.audience.clone(), keys })
    }

    /// The player whom a token of the other site names; none when it is not good. `now` in seconds since 1970.
    pub(super) fn read(&self, token: &str, now: u64) -> Option<PlayerId> {
        if token.len() > TOKEN_BYTES_MAX {
            return None;
        }
        let wanted = decode_header(token).ok()?.kid;
        let named = |key: &&Key| wanted.is_none() || key.id == wanted;
        let claims = self.keys.iter().filter(named).find_map(|key| self.claims(token, key))?;
        if now >= claims.exp {
            return None;
        }
        let digest =
            Sha256::new().chain_update(&self.name).chain_update([0]).chain_update(claims.sub).finalize();
        Some(PlayerId(digest[..16].try_into().expect("a digest has 32 bytes")))
    }

    fn claims(&self, token: &str, key: &Key) -> Option<Claims> {
        // The key says which algorithm is right, never the token.
        let mut validation = Validation::new(key.algorithm);
        validation.set_audience(&[&self.audience]);
        validation.set_issuer(&[&self.name]);
        validation.set_required_spec_claims(&["aud", "exp", "iss", "sub"]);
        validation.validate_exp = false;
        Some(decode::<Claims>(token, &key.checks, &validation).ok()?.claims)
    }
}

impl Key {
    fn new(jwk: &Jwk) -> Option<Self> {
        let algorithm = match &jwk.algorithm {
            AlgorithmParameters::RSA(_) => match jwk.common.key_algorithm {
                None | Some(KeyAlgorithm::RS256) => Algorithm::RS256,
                Some(KeyAlgorithm::RS384) => Algorithm::RS384,
                Some(KeyAlgorithm::RS512) => Algorithm::RS512,
                Some(KeyAlgorithm::PS256) => Algorithm::PS256,
                Some(_) => return None,
            },
            AlgorithmParameters::EllipticCurve(params) => match params.curve {
                EllipticCurve::P256 => Algorithm::ES256,
                EllipticCurve::P384 => Algorithm::ES384,
                _ => return None,
            },
            AlgorithmParameters::OctetKeyPair(_) => Algorithm::EdDSA,
            // A secret that both sides know proves nothing; other kinds are unknown.
            _ => return None,
        };
        let checks = DecodingKey::from_jwk(jwk).ok()?;
        Some(Self { id: jwk.common.key_id.clone(), algorithm, checks })
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;
    use jsonwebtoken::{EncodingKey, Header, encode};
    use serde_json::{Value, json};
    use tempfile::TempDir;

    use super::*;

    const NOW: u64 = 1_800_000_000;

    /// A key of these tests alone.
    const SIGNS: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgeUjO3Nmq/0fJJwjmd6JSUFLG6SGKZrTXu49\
                         ShEooCgqhRANCAAQNBySlqZ3DbqigbcaG6bAFD41gTIAdnJ9VRrhc/x6enDip4RVmd+Fl/t6YnsaK5zrAoqe\
                         DNmFVXELR1hL+M+pa";

    fn public() -> Value {
        json!({ "kty": "EC", "crv": "P-256", "kid": "one", "x": "DQckpamdw26ooG3GhumwBQ-NYEyAHZyfVUa4XP8enpw",
            "y": "OKnhFWZ34WX-3piexornOsCip4M2YVVcQtHWEv4z6lo" })
    }

    fn open(keys: &str) -> Result<Issuer, IssuerError> {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("jwks.json");
        fs::write(&path, keys).unwrap();
        let (name, audience) = ("https://club.example".into(), "fracas".into());
        Issuer::open(&IssuerConfig { name, audience, keys: path })
    }

    fn signed(kid: Option<&str>, claims: &Value) -> String {
        let header = Header { kid: kid.map(Into::into), ..Header::new(Algorithm::ES256) };
        encode(&header, claims, &EncodingKey::from_ec_der(&BASE64.decode(SIGNS.as_bytes()).unwrap())).unwrap()
    }

    fn claims() -> Value {
        json!({ "iss": "https://club.example", "aud": "fracas", "sub": "ann", "exp": NOW + 60 })
    }

    #[test]
    fn a_player_whom_the_other_site_names_is_the_same_each_time() {
        let issuer = open(&json!({ "keys": [public()] }).to_string()).unwrap();
        let ann = issuer.read(&signed(Some("one"), &claims()), NOW);
        assert!(ann.is_some());
        assert_eq!(issuer.read(&signed(None, &claims()), NOW), ann, "one need not name the key");
        let mut bob = claims();
        bob["sub"] = "bob".into();
        assert_ne!(issuer.read(&signed(Some("one"), &bob), NOW), ann);
    }

    #[test]
    fn what_is_not_meant_for_us_or_not_proved_is_refused() {
        let issuer = open(&json!({ "keys": [public()] }).to_string()).unwrap();
        for (claim, wrong) in [
            ("iss", json!("https://other.example")),
            ("aud", json!("another game")),
            ("exp", json!(NOW)),
            ("sub", Value::Null),
        ] {
            let mut claims = claims();
            claims[claim] = wrong;
            assert_eq!(issuer.read(&signed(Some("one"), &claims), NOW), None, "{claims}");
        }
        assert_eq!(issuer.read(&signed(Some("two"), &claims()), NOW), None, "a key that we do not have");
        let good = signed(Some("one"), &claims());
        assert_eq!(issuer.read(&good[..good.len() - 4], NOW), None);
        // The public key taken for a secret, which is no secret.
        let secret = EncodingKey::from_secret(public().to_string().as_bytes());
        let forged = encode(&Header::new(Algorithm::HS256), &claims(), &secret).unwrap();
        assert_eq!(issuer.read(&forged, NOW), None);
    }

    #[test]
    fn a_file_without_a_public_key_says_what_is_wanted() {
        let secret = json!({ "keys": [{ "kty": "oct", "k": "c2VjcmV0" }] }).to_string();
        for (text, word) in
            [("{", "RFC 7517"), ("{\"keys\":[]}", "no public key"), (&secret, "no public key")]
        {
            let error = open(text).err().expect("it is refused").to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
