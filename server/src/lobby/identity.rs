//! Who somebody is, over visits and servers that start again: a token (RFC 7519) that names a player and that only
//! who has the secret can make. Nothing is kept of guests here; their browsers keep their tokens.
//!
//! Time is passed in, as seconds since 1970.

use data_encoding::HEXLOWER;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use crate::{
    limits::{TOKEN_BYTES_MAX, TOKEN_LIFE, TOKEN_RENEWAL_AGE},
    link::PlayerId,
};

/// Who makes our tokens, and for whom.
const FRACAS: &str = "fracas";

/// The only algorithm there is. What a token says of its own is compared with this, and never followed.
const ALGORITHM: Algorithm = Algorithm::HS256;

/// The names are those of RFC 7519 section 4.1.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: u64,
    exp: u64,
}

/// A token that is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) player: PlayerId,
    /// It is so old that its player shall have a new one.
    pub(super) is_due: bool,
}

/// Makes and reads tokens.
pub(super) struct Identities {
    signing: EncodingKey,
    checking: DecodingKey,
    validation: Validation,
}

impl Identities {
    pub(super) fn new(secret: &[u8]) -> Self {
        let mut validation = Validation::new(ALGORITHM);
        validation.set_audience(&[FRACAS]);
        validation.set_issuer(&[FRACAS]);
        validation.set_required_spec_claims(&["aud", "exp", "iss", "sub"]);
        // By the time that is passed in.
        validation.validate_exp = false;
        Self {
            signing: EncodingKey::from_secret(secret),
            checking: DecodingKey::from_secret(secret),
            validation,
        }
    }

    /// A token of `player`.
    pub(super) fn issue(&self, player: PlayerId, now: u64) -> String {
        let claims = Claims {
            iss: FRACAS.into(),
            aud: FRACAS.into(),
            sub: HEXLOWER.encode(&player.0),
            iat: now,
            exp: now + TOKEN_LIFE.as_secs(),
        };
        encode(&Header::new(ALGORITHM), &claims, &self.signing)
            .expect("claims are JSON, and HMAC takes any key")
    }

    /// Reads a token; none when it is forged, for somebody else, or too old.
    pub(super) fn read(&self, token: &str, now: u64) -> Option<Identity> {
        if token.len() > TOKEN_BYTES_MAX {
            return None;
        }
        let claims: Claims = decode(token, &self.checking, &self.validation).ok()?.claims;
        let player = HEXLOWER.decode(claims.sub.as_bytes()).ok()?.try_into().ok()?;
        let is_due = now.saturating_sub(claims.iat) > TOKEN_RENEWAL_AGE.as_secs();
        (now < claims.exp).then_some(Identity { player: PlayerId(player), is_due })
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;
    use serde_json::{Value, json};

    use super::*;

    const SECRET: [u8; 32] = [5; 32];
    const ANN: PlayerId = PlayerId([0xa1; 16]);
    const NOW: u64 = 1_800_000_000;
    const DAY: u64 = 24 * 3600;

    fn claims() -> Value {
        json!({ "iss": "fracas", "aud": "fracas", "sub": "a1".repeat(16), "iat": NOW, "exp": NOW + DAY })
    }

    /// A token with a right signature over any claims.
    fn signed(algorithm: Algorithm, claims: &Value) -> String {
        encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(&SECRET)).unwrap()
    }

    fn read(token: &str) -> Option<Identity> {
        Identities::new(&SECRET).read(token, NOW)
    }

    #[test]
    fn a_token_names_its_player_for_ninety_days_and_is_due_after_seven() {
        let identities = Identities::new(&SECRET);
        let token = identities.issue(ANN, NOW);
        for (days, read) in
            [(0, Some(false)), (7, Some(false)), (8, Some(true)), (89, Some(true)), (90, None)]
        {
            let identity = identities.read(&token, NOW + days * DAY);
            assert_eq!(identity, read.map(|is_due| Identity { player: ANN, is_due }), "after {days} days");
        }
    }

    #[test]
    fn a_token_made_elsewhere_with_our_secret_is_read() {
        assert_eq!(read(&signed(Algorithm::HS256, &claims())), Some(Identity { player: ANN, is_due: false }));
    }

    #[test]
    fn a_token_of_another_secret_is_refused() {
        assert_eq!(read(&Identities::new(&[6; 32]).issue(ANN, NOW)), None);
    }

    #[test]
    fn a_changed_token_is_refused() {
        let token = Identities::new(&SECRET).issue(ANN, NOW);
        let [head, _, signature] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
        let mut bobs = claims();
        bobs["sub"] = "b0".repeat(16).into();
        let bobs = BASE64URL_NOPAD.encode(bobs.to_string().as_bytes());
        for forged in
            [format!("{head}.{bobs}.{signature}"), format!("{head}.{bobs}."), token.replace('.', "")]
        {
            assert_eq!(read(&forged), None, "{forged}");
        }
    }

    #[test]
    fn another_algorithm_is_refused_however_it_is_signed() {
        assert_eq!(read(&signed(Algorithm::HS512, &claims())), None);
        let token = signed(Algorithm::HS256, &claims());
        let [_, body, signature] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
        for algorithm in ["none", "None", "RS256", "ES256", "HS384"] {
            let head = json!({ "typ": "JWT", "alg": algorithm }).to_string();
            let head = BASE64URL_NOPAD.encode(head.as_bytes());
            for signature in ["", signature] {
                assert_eq!(read(&format!("{head}.{body}.{signature}")), None, "{algorithm}");
            }
        }
    }

    #[test]
    fn claims_that_are_wrong_or_missing_are_refused() {
        for (claim, wrong) in [
            ("iss", json!("elsewhere")),
            ("aud", json!("elsewhere")),
            ("sub", json!("a1")),
            ("sub", json!("A1".repeat(16))),
            ("exp", json!(NOW)),
            ("exp", json!("never")),
        ] {
            let mut claims = claims();
            claims[claim] = wrong;
            assert_eq!(read(&signed(Algorithm::HS256, &claims)), None, "{claims}");
        }
        for claim in ["iss", "aud", "sub", "iat", "exp"] {
            let mut claims = claims();
            claims.as_object_mut().unwrap().remove(claim);
            assert_eq!(read(&signed(Algorithm::HS256, &claims)), None, "without {claim}");
        }
    }

    #[test]
    fn a_token_too_long_is_not_even_read() {
        let mut claims = claims();
        claims["more"] = "x".repeat(TOKEN_BYTES_MAX).into();
        assert_eq!(read(&signed(Algorithm::HS256, &claims)), None);
    }
}
