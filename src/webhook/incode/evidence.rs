//! What a body of Incode comes to: its verdict, and everything that speaks against a pass.
//!
//! | says that it failed | kind of reason | its code |
//! | --- | --- | --- |
//! | `errorCode`, or the text of `error` (1:1) | as documented, else unknown | the number, or the text |
//! | `error.name` (module) | as documented, else unknown | the name |
//! | `spoofAttempt: true` | attack | `SPOOF_DETECTED` |
//! | `faceMatch: false` | mismatch, but beside `FAIL` none: a hat is sent like that too | `USER_IS_NOT_RECOGNIZED` |
//! | `hasLenses: true`, `hasFaceMask: true` | picture | `LENSES_DETECTED`, `FACE_MASK_DETECTED` |
//!
//! Scores and confidences say nothing here: the vendor documents no threshold for them, so a low one
//! beside `PASS` is no contradiction. A host that knows its own finds them in the event's body.
//!
//! An `attemptCounterState` with none `remaining` turns the advice to stop: the vendor would refuse
//! another try.
//!
//! Where 1:1 has a flag and no word, the code is the module's word for the same. Of several reasons
//! the gravest counts, and of several as grave the one that the vendor put into words itself.
//!
//! | `overallStatus` | nothing says that it failed | something does |
//! | --- | --- | --- |
//! | `PASS` | success | failed, and a contradiction |
//! | `FAIL` | failed, without a reason | failed |
//! | missing | refused: `missing_field` | failed |
//! | another word | refused: `unknown_status` | failed |
//!
//! Refused and not kept, for the same reason as an unknown status of iDenfy: taken with a 2xx
//! answer it would never be delivered again.

use serde_json::Value;

use super::OverallStatus;
use super::reasons::{
    LENSES, MASK, NOT_RECOGNIZED, SPOOF, category_of_code, category_of_name, category_of_text,
};
use crate::decision::{Advice, Category, Decision, Reason, Status};
use crate::webhook::fields::Fields;
use crate::webhook::{Fault, Term, WebhookError};

/// The decision, and whether the body contradicts itself.
pub(super) fn decide(fields: Fields<'_>) -> Result<(Decision, bool), WebhookError> {
    let verdict = fields.text("overallStatus")?.map(Term::new);
    let passed = matches!(verdict, Some(Term::Documented(OverallStatus::Pass)));
    let failed = matches!(verdict, Some(Term::Documented(OverallStatus::Fail)));
    let reasons = reasons(fields, !failed)?;
    if reasons.is_empty() && !failed {
        return match verdict {
            Some(Term::Documented(_)) => Ok((success(), false)),
            Some(Term::Other(_)) => Err(WebhookError::at(Fault::UnknownStatus, "overallStatus")),
            None => Err(WebhookError::at(Fault::MissingField, "overallStatus")),
        };
    }
    // Of several as grave, this takes the last.
    let mut reason = reasons.into_iter().max_by_key(|r| gravity(r.category));
    if no_attempt_is_left(fields)? {
        reason = Some(Reason {
            advice: Advice::Stop,
            ..reason.unwrap_or(unnamed())
        });
    }
    let status = Status::Failed;
    Ok((Decision { status, reason }, passed))
}

const fn success() -> Decision {
    Decision {
        status: Status::Success,
        reason: None,
    }
}

/// Everything that says that the attempt did not pass; the vendor's own words last.
fn reasons(fields: Fields<'_>, mismatch_counts: bool) -> Result<Vec<Reason>, WebhookError> {
    let findings = [
        (fields.flag("spoofAttempt")? == Some(true), SPOOF),
        (fields.flag("hasLenses")? == Some(true), LENSES),
        (fields.flag("hasFaceMask")? == Some(true), MASK),
        (
            fields.flag("faceMatch")? == Some(false) && mismatch_counts,
            NOT_RECOGNIZED,
        ),
    ];
    let found = findings.into_iter().filter(|(found, _)| *found);
    let found = found.map(|(_, name)| Reason::new(name, category_of_name(name)));
    Ok(found.chain(errors(fields)?).collect())
}

/// What the error fields say, in either of their shapes. That there is an error is enough.
fn errors(fields: Fields<'_>) -> Result<Vec<Reason>, WebhookError> {
    let mut errors = Vec::new();
    match fields.0.get("error") {
        Some(Value::Object(_)) => errors.push(match fields.text("error.name")? {
            Some(name) => {
                let category = category_of_name(&name);
                Reason::new(name, category)
            }
            None => unnamed(),
        }),
        _ => errors.extend(fields.text("error")?.map(|text| {
            let category = category_of_text(&text);
            Reason::new(text, category)
        })),
    }
    if let Some(code) = fields.integer("errorCode")? {
        errors.push(Reason::new(code.to_string(), category_of_code(code)));
    }
    if errors.is_empty() && fields.text("errorMessage")?.is_some() {
        errors.push(unnamed());
    }
    Ok(errors)
}

/// A reason that has no word. An error's message may say anything, so it is no code.
const fn unnamed() -> Reason {
    Reason {
        code: None,
        category: Category::Unknown,
        advice: Category::Unknown.advice(),
    }
}

const fn gravity(category: Category) -> u8 {
    match category {
        Category::Unknown => 0,
        Category::Picture => 1,
        Category::Mismatch => 2,
        Category::Declined | Category::Denied => 3,
        Category::Attack => 4,
    }
}

fn no_attempt_is_left(fields: Fields<'_>) -> Result<bool, WebhookError> {
    Ok(fields.count("attemptCounterState.remaining")? == Some(0))
}
