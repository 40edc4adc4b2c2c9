//! The TypeScript that is made from the Rust types: one definition, no second copy.

use ts_rs::{Config, TS};

use crate::decision::{Advice, Category, Decision, Reason, Status};
use crate::error::ErrorCode;
use crate::frame_url::VENDOR;
use crate::idenfy_api::{
    Eligibility, Grant, IdenfyError, IdenfyErrorCode, Method, SessionInfo, SessionRequest,
    SessionType,
};
use crate::message::{FrameStatus, Rejection};
use crate::notice::Notice;
use crate::outcome::{Ending, Outcome, Verdict};
use crate::parts::PARTS;
use crate::session::State;
use crate::signal::{BITS, Signal};
use crate::webhook::idenfy::FaceAuthentication as IdenfySubject;
use crate::webhook::incode::{Authentication, FaceAuthentication as IncodeSubject};
use crate::webhook::signature::{self, SignatureError};
use crate::webhook::{Deprecation, Event, Fault, Kind, Purpose, Vendor};
use crate::words::Word;

const HEADER: &str = "// Made from the Rust sources by `cargo xtask build`. Do not edit.\n";

/// The generated files: name and text.
#[must_use]
pub fn files() -> Vec<(&'static str, String)> {
    vec![
        ("types.ts", types()),
        ("errors.ts", errors()),
        ("signals.ts", signals()),
        ("element.ts", element()),
        ("webhook.ts", webhook()),
        ("idenfy.ts", idenfy()),
    ]
}

fn types() -> String {
    let config = Config::default();
    let declarations = [
        documented::<State>(&config),
        documented::<FrameStatus>(&config),
        documented::<Rejection>(&config),
        documented::<Verdict>(&config),
        documented::<Ending>(&config),
        documented::<Category>(&config),
        documented::<Advice>(&config),
        documented::<Reason>(&config),
        documented::<Status>(&config),
        documented::<Outcome>(&config),
        documented::<Notice>(&config),
        documented::<ErrorCode>(&config),
        OUTCOMES.to_owned(),
        messages(),
    ];
    format!(
        "{HEADER}\nimport type {{ FaceAuthError }} from '../error.js';\n\n{}",
        declarations.join("\n")
    )
}

/// Each kind of outcome by a name of its own, with what all of them tell.
const OUTCOMES: &str = "\
export type Approved = Ending & Extract<Ended, { kind: 'approved' }>;
export type Failed = Ending & Extract<Ended, { kind: 'failed' }> & { reason: Reason | null };
export type Canceled = Ending & Extract<Ended, { kind: 'canceled' }>;
export type Expired = Ending & Extract<Ended, { kind: 'expired' }>;
export type Errored = Ending & Extract<Ended, { kind: 'error' }>;
export type Unmounted = Ending & Extract<Ended, { kind: 'unmounted' }>;
export type Outcome = Approved | Failed | Canceled | Expired | Errored | Unmounted;
";

/// The texts that a host can replace.
fn messages() -> String {
    let keys: String = Word::ALL
        .iter()
        .map(|word| {
            let purpose = word.purpose().trim();
            let english = word.english();
            format!(
                "  /** {purpose} English: \"{english}\" */\n  {}: string;\n",
                word.key()
            )
        })
        .collect();
    format!("/** Every text that a person sees. */\nexport interface Messages {{\n{keys}}}\n")
}

fn documented<T: TS>(config: &Config) -> String {
    let docs = T::docs().unwrap_or_default();
    format!("{docs}export {}\n", T::decl(config))
}

/// The table of codes for JavaScript, in the order of their numbers.
fn errors() -> String {
    let rows: String = ErrorCode::ALL
        .iter()
        .map(|code| {
            format!(
                "  ['{}', {}, {}],\n",
                code.name(),
                u8::from(code.retryable()),
                serde_json::Value::from(code.message()),
            )
        })
        .collect();
    format!(
        "{HEADER}\nimport type {{ FaceAuthErrorCode }} from './types.js';\n\n\
         /** Code, whether it can be retried (1) or not (0), message. */\n\
         export const ERRORS: readonly (readonly [FaceAuthErrorCode, 0 | 1, string])[] = [\n{rows}];\n"
    )
}

/// What TypeScript tells the module, each a constant of its own: bundlers put its value in its
/// place.
fn signals() -> String {
    let constants: String = Signal::ALL
        .iter()
        .map(|signal| {
            let name = signal.name().to_ascii_uppercase();
            format!("export const {name} = {};\n", signal.number())
        })
        .collect();
    format!(
        "{HEADER}\n/** How many bits of a number hold the signal; the rest holds its argument. */\n\
         export const BITS = {BITS};\n\n{constants}\n\
         /** The vendor's own frame. */\nexport const VENDOR = '{VENDOR}';\n"
    )
}

/// What the custom element says and passes on where the panel is not there to do it.
fn element() -> String {
    let texts = [
        Word::Title,
        Word::ErrorTitle,
        Word::ErrorText,
        Word::TryAgain,
        Word::ApprovedTitle,
        Word::RequiredText,
    ];
    let texts: String = texts
        .iter()
        .map(|word| {
            format!(
                "  {}: {},\n",
                word.key(),
                serde_json::Value::from(word.english())
            )
        })
        .collect();
    let parts = PARTS.join(", ");
    format!(
        "{HEADER}\n/** The English of what the element itself says. */\n\
         export const TEXTS = {{\n{texts}}} as const;\n\n\
         /** The parts of the panel, as `exportparts` lists them. */\n\
         export const PARTS = '{parts}';\n"
    )
}

/// What a host's backend gets of a webhook.
fn webhook() -> String {
    let config = Config::default();
    let declarations = [
        documented::<Vendor>(&config),
        documented::<Kind>(&config),
        documented::<Purpose>(&config),
        documented::<Decision>(&config),
        documented::<Deprecation>(&config),
        documented::<IdenfySubject>(&config),
        documented::<Authentication>(&config),
        documented::<IncodeSubject>(&config),
        documented::<Event>(&config),
        event::<IdenfySubject>(Kind::IdenfyFaceAuthentication, "IdenfyEvent", &config),
        event::<Authentication>(
            Kind::IncodeAuthentication1to1,
            "IncodeAuthenticationEvent",
            &config,
        ),
        event::<IncodeSubject>(Kind::IncodeFaceAuthentication, "IncodeEvent", &config),
        EVENTS.to_owned(),
        documented::<Fault>(&config),
        documented::<SignatureError>(&config),
        CODES.to_owned(),
    ];
    format!(
        "{HEADER}\nimport type {{ Reason, Status }} from './types.js';\n\n{}\n\
         /** The header that iDenfy signs in. */\n\
         export const SIGNATURE_HEADER = '{}';\n",
        declarations.join("\n"),
        signature::HEADER
    )
}

/// An event of one kind, which its `kind` tells from the others.
fn event<Subject: TS>(kind: Kind, name: &str, config: &Config) -> String {
    let subject = Subject::name(config);
    let (vendor, word) = (kind.vendor().word(), kind.word());
    let deprecation = match kind.deprecation() {
        Some(_) => "Deprecation",
        None => "null",
    };
    format!(
        "export type {name} = Delivery & {subject} & {{\n  vendor: '{vendor}';\n  \
         kind: '{word}';\n  deprecation: {deprecation};\n}};\n"
    )
}

const EVENTS: &str = "\
/** One delivery, read and decided. */
export type WebhookEvent = IdenfyEvent | IncodeAuthenticationEvent | IncodeEvent;
";

const CODES: &str = "\
/** Why a delivery is refused: its body, or its signature. */
export type WebhookErrorCode = BodyFault | SignatureFault;
";

/// What a backend asks of the vendor's API, and is answered.
fn idenfy() -> String {
    let config = Config::default();
    let declarations = [
        documented::<SessionType>(&config),
        documented::<Method>(&config),
        documented::<SessionRequest>(&config),
        documented::<Eligibility>(&config),
        documented::<Grant>(&config),
        documented::<SessionInfo>(&config),
        documented::<IdenfyErrorCode>(&config),
        documented::<IdenfyError>(&config),
    ];
    format!("{HEADER}\n{}", declarations.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words are written for TypeScript apart from where Rust has them.
    #[test]
    fn every_word_of_a_webhook_is_in_its_types() {
        let text = webhook();
        let kinds = [
            Kind::IdenfyFaceAuthentication,
            Kind::IncodeAuthentication1to1,
            Kind::IncodeFaceAuthentication,
        ];
        let words = kinds.iter().map(|kind| kind.word());
        let words = words.chain(Fault::ALL.iter().map(|fault| fault.code()));
        for word in words.chain(SignatureError::ALL.map(SignatureError::code)) {
            assert!(text.contains(&format!("\"{word}\"")), "{word}");
        }
    }
}
