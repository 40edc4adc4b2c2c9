//! Every text that a person sees, in one table.
//!
//! English is in the package. A host that speaks another language, or another tone, passes the
//! texts it wants under the keys given here; `js/locales/` holds whole sets.

/// One row a text: its variant, its key in JavaScript's `Messages`, and the English. What the text
/// is for stands above it, for whoever translates it.
macro_rules! words {
    ($($(#[doc = $doc:literal])+ $variant:ident $key:literal $english:literal;)+) => {
        /// A text that a person sees.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Word { $($(#[doc = $doc])+ $variant,)+ }

        impl Word {
            /// All texts, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The key of JavaScript's `Messages`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The text where the host gives none.
            #[must_use]
            pub const fn english(self) -> &'static str {
                match self { $(Self::$variant => $english,)+ }
            }

            /// What the text is for.
            #[cfg(feature = "typescript")]
            #[must_use]
            pub const fn purpose(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+),)+ }
            }
        }
    };
}

words! {
    /// Name of the frame and of the dialog, for screen readers.
    Title "title" "Face authentication";
    /// Name of the dialog's close button.
    Close "close" "Close";

    /// While the face check is being loaded.
    Loading "loading" "Loading the face check…";
    /// While the result is being asked for.
    Confirming "confirming" "Checking the result…";
    /// Under `confirming`.
    ConfirmingText "confirmingText" "This takes a few seconds.";

    /// Asks whether the frame has stayed empty, after a long silence.
    SilentTitle "silentTitle" "Nothing to see here?";
    /// Under `silentTitle`: what the button does.
    SilentText "silentText" "Load the face check again. Nothing is lost.";
    /// Button: loads the frame again.
    Reload "reload" "Load again";
    /// Button: puts the question away.
    Dismiss "dismiss" "Dismiss";

    /// Button: go on with the phone.
    UsePhone "usePhone" "Use your phone instead";
    /// Button: go back from the phone to this device.
    UseDevice "useDevice" "Use this device instead";
    /// Heading over the steps on the phone.
    HandoffTitle "handoffTitle" "Continue on your phone";
    /// First step on the phone.
    HandoffOpen "handoffOpen" "Open the iDenfy app on your phone.";
    /// Second step on the phone; the code stands below.
    HandoffEnter "handoffEnter" "Enter this code in the app:";
    /// Third step on the phone.
    HandoffSelfie "handoffSelfie" "Take the selfie in the app.";
    /// Last step: back to this page, which goes on by itself.
    HandoffReturn "handoffReturn" "Come back here. This page goes on by itself.";
    /// While the phone is waited for.
    HandoffWaiting "handoffWaiting" "Waiting for your phone…";
    /// Button: copies the code.
    CopyCode "copyCode" "Copy the code";
    /// In place of `copyCode` once it is done.
    Copied "copied" "Copied";
    /// Where the browser refuses to copy; the code is selected by then.
    CopyByHand "copyByHand" "Copying is not possible here. The code is selected, so that you can copy it yourself.";

    /// Asks whether to give up.
    LeavingTitle "leavingTitle" "Stop the face check?";
    /// Under `leavingTitle`.
    LeavingText "leavingText" "It is not finished yet.";
    /// Button: no, go on.
    Stay "stay" "Continue";
    /// Button: give up.
    Stop "stop" "Stop";

    /// Button: another try.
    TryAgain "tryAgain" "Try again";
    /// Button: asks for the result again.
    CheckAgain "checkAgain" "Check again";

    /// Heading where the picture could not be used. The advice stands under it.
    PictureTitle "pictureTitle" "The picture could not be used";
    /// Advice: no face was found.
    PictureFace "pictureFace" "Make sure that your whole face can be seen.";
    /// Advice: several faces were found.
    PictureAlone "pictureAlone" "Make sure that nobody else is in the picture.";
    /// Advice: the face was turned away.
    PictureStraight "pictureStraight" "Look straight into the camera.";
    /// Advice: the face was too small.
    PictureCloser "pictureCloser" "Come a little closer to the camera.";
    /// Advice: the face was too large.
    PictureFurther "pictureFurther" "Move a little away from the camera.";
    /// Advice: the face was at the edge, or cut off.
    PictureCentre "pictureCentre" "Keep your face in the middle of the picture.";
    /// Advice: a mask, glasses, a hat, hair or a hand covered the face.
    PictureUncovered "pictureUncovered" "Take off whatever covers your face, such as a mask, glasses or a hat.";
    /// Advice: the eyes were closed.
    PictureEyes "pictureEyes" "Keep your eyes open.";
    /// Advice: it was too dark.
    PictureLight "pictureLight" "Find a brighter place, with light on your face.";
    /// Advice: the picture was blurred or of poor quality.
    PictureSharp "pictureSharp" "Hold still in good light, and wipe the camera if it is smudged.";
    /// Advice where it is not known what was wrong with the picture.
    PictureOther "pictureOther" "Look straight into the camera, in good light, with your whole face uncovered.";

    /// Heading where the person was not recognised. Must not say how to be.
    MismatchTitle "mismatchTitle" "You were not recognized";
    /// Heading where the attempt failed for a reason that is not told.
    FailedTitle "failedTitle" "The face check did not succeed";
    /// Under `mismatchTitle` and `failedTitle`, where another try is offered.
    RetryText "retryText" "You can try again.";
    /// Where no other try is offered. Must not say why.
    FailedText "failedText" "If you need help, contact the support of this site.";

    /// Heading without a connection.
    OfflineTitle "offlineTitle" "You are offline";
    /// Under `offlineTitle`.
    OfflineText "offlineText" "Connect to the internet, then try again.";
    /// Heading where the face check did not load, or broke off.
    LoadTitle "loadTitle" "The face check could not be loaded";
    /// Under `loadTitle`.
    LoadText "loadText" "Check your internet connection, then try again.";
    /// Heading where something took too long.
    SlowTitle "slowTitle" "This takes too long";
    /// Heading where the result could not be had. The attempt is not lost.
    ResultTitle "resultTitle" "We could not get the result yet";
    /// Under `resultTitle`.
    ResultText "resultText" "What you did is not lost. Check again in a moment.";
    /// Heading once the session has expired.
    ExpiredTitle "expiredTitle" "The time is up";
    /// Under `expiredTitle`.
    ExpiredText "expiredText" "For your safety, the face check is open for a limited time only. Please start again.";
    /// Heading where the camera cannot be used on this page.
    CameraTitle "cameraTitle" "The camera cannot be used here";
    /// Under `cameraTitle`: the person can do little, the site has to.
    CameraText "cameraText" "This page may not use the camera. Contact the support of this site.";
    /// Heading where the browser cannot do it.
    BrowserTitle "browserTitle" "This browser cannot do the face check";
    /// Under `browserTitle`.
    BrowserText "browserText" "Update the browser, or use another one.";
    /// Heading where the person must be identified in full before.
    IdentifyTitle "identifyTitle" "You have to be identified first";
    /// Under `identifyTitle`.
    IdentifyText "identifyText" "Face authentication works once your identity has been verified in full.";
    /// Heading where no further try is allowed.
    ExhaustedTitle "exhaustedTitle" "No more tries";
    /// Heading for everything else that goes wrong.
    ErrorTitle "errorTitle" "The face check is not available";
    /// Under `errorTitle`.
    ErrorText "errorText" "Please try again later.";

    /// The end: approved.
    ApprovedTitle "approvedTitle" "The face check is done";
    /// Under `approvedTitle`.
    ApprovedText "approvedText" "Everything went well.";
    /// The end: the person gave up.
    CanceledTitle "canceledTitle" "The face check was stopped";

    /// Where a form that needs the face check is sent without it: said by the browser.
    RequiredText "requiredText" "Please complete the face check.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_camel_case_and_unique() {
        let mut keys: Vec<_> = Word::ALL.iter().map(|word| word.key()).collect();
        for key in &keys {
            assert!(key.bytes().all(|byte| byte.is_ascii_alphabetic()), "{key}");
            assert!(key.starts_with(|first: char| first.is_ascii_lowercase()));
        }
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), Word::ALL.len());
    }

    #[test]
    fn headings_and_buttons_have_no_full_stop_and_texts_are_sentences() {
        for word in Word::ALL {
            let sentence = word.english().ends_with(['.', ':']);
            let text = word.key().ends_with("Text");
            let heading = word.key().ends_with("Title");
            assert!(!word.english().is_empty());
            assert!(!text || sentence, "{word:?}");
            assert!(!heading || !sentence, "{word:?}");
        }
    }
}
