// Made from the Rust sources by `cargo xtask build`. Do not edit.

import type { FaceAuthError } from '../error.js';

/**
 * Where a session is.
 */
export type State = "starting" | "loading" | "ready" | "handoff" | "confirming" | "retryable" | "settled" | "unmounted";

/**
 * What the frame says of an attempt: the documented values, and no other.
 *
 * Source: "Face Auth iFrame", section "iFrame Console Status Values". A hint, never a decision.
 */
export type FrameStatus = "APPROVED" | "FAILED";

/**
 * Why a message that looks like the vendor's does not count.
 */
export type Rejection = "window" | "origin" | "late";

/**
 * What an approval or a failure rests on.
 */
export type Verdict = { 
/**
 * True where the backend decided, false where it is only the frame's word.
 */
authoritative: boolean, 
/**
 * What the frame said, if it said something.
 */
frameStatus: FrameStatus | null, };

/**
 * What every outcome tells besides.
 */
export type Ending = { 
/**
 * How many times a token was asked for.
 */
attempts: number, 
/**
 * Milliseconds from `mount` to the end.
 */
elapsed: number, };

/**
 * What kind of thing went wrong: all that advice to a person depends on.
 */
export type Category = "picture" | "mismatch" | "attack" | "denied" | "declined" | "unknown";

/**
 * Whether another try makes sense.
 */
export type Advice = "retry" | "stop";

/**
 * Why an attempt did not pass.
 */
export type Reason = { 
/**
 * The vendor's own word, as it came, which may be any text; `None` where it must not be told.
 */
code: string | null, 
/**
 * The kind of reason.
 */
category: Category, 
/**
 * Whether to offer another try.
 */
advice: Advice, };

/**
 * How an attempt ended, or that it has not ended yet.
 */
export type Status = "SUCCESS" | "FAILED" | "EXPIRED" | "CANCELED" | "PENDING";

/**
 * How a session ended, as JavaScript's `Outcome` tells it by `kind`.
 */
export type Ended = { "kind": "approved" } & Verdict | { "kind": "failed" } & Verdict | { "kind": "canceled" } | { "kind": "expired" } | { "kind": "error", 
/**
 * What went wrong.
 */
error: FaceAuthError, } | { "kind": "unmounted" };

/**
 * Something that the host is told.
 */
export type FaceAuthEvent = { "type": "state", 
/**
 * Where it is now.
 */
state: State, } | { "type": "ready" } | { "type": "status", 
/**
 * Its word: a hint, never the decision.
 */
status: FrameStatus, } | { "type": "unrecognized", 
/**
 * Whether its status word may be passed on: one of letters and `_`, at most 24 of them.
 */
status: string | null, } | { "type": "rejected", 
/**
 * What was wrong with the latest of them.
 */
reason: Rejection, 
/**
 * How many there were since the last such event, this one included.
 */
count: number, } | { "type": "attempt", 
/**
 * The person did not pass; JavaScript is told why, where the backend said so.
 */
reason: Reason | null, 
/**
 * What went wrong instead, if something did.
 */
error: FaceAuthError | null, } | { "type": "decision", 
/**
 * How.
 */
status: Status, 
/**
 * Whether the frame had said the opposite. The decision counts.
 */
contradicts: boolean, } | { "type": "outcome", 
/**
 * How.
 */
outcome: Outcome, } | { "type": "error", 
/**
 * What.
 */
error: FaceAuthError, };

/**
 * What went wrong, as a host can tell it apart.
 */
export type FaceAuthErrorCode = "invalid_target" | "invalid_options" | "invalid_token" | "invalid_state" | "token_failed" | "token_timeout" | "identification_required" | "offline" | "wasm_unavailable" | "insecure_context" | "camera_blocked" | "frame_blocked" | "frame_timeout" | "frame_removed" | "session_expired" | "confirm_failed" | "confirm_timeout" | "attempts_exhausted";

export type Approved = Ending & Extract<Ended, { kind: 'approved' }>;
export type Failed = Ending & Extract<Ended, { kind: 'failed' }> & { reason: Reason | null };
export type Canceled = Ending & Extract<Ended, { kind: 'canceled' }>;
export type Expired = Ending & Extract<Ended, { kind: 'expired' }>;
export type Errored = Ending & Extract<Ended, { kind: 'error' }>;
export type Unmounted = Ending & Extract<Ended, { kind: 'unmounted' }>;
export type Outcome = Approved | Failed | Canceled | Expired | Errored | Unmounted;

/** Every text that a person sees. */
export interface Messages {
  /** Name of the frame and of the dialog, for screen readers. English: "Face authentication" */
  title: string;
  /** Name of the dialog's close button. English: "Close" */
  close: string;
  /** While the face check is being loaded. English: "Loading the face check…" */
  loading: string;
  /** While the result is being asked for. English: "Checking the result…" */
  confirming: string;
  /** Under `confirming`. English: "This takes a few seconds." */
  confirmingText: string;
  /** Asks whether the frame has stayed empty, after a long silence. English: "Nothing to see here?" */
  silentTitle: string;
  /** Under `silentTitle`: what the button does. English: "Load the face check again. Nothing is lost." */
  silentText: string;
  /** Button: loads the frame again. English: "Load again" */
  reload: string;
  /** Button: puts the question away. English: "Dismiss" */
  dismiss: string;
  /** Button: go on with the phone. English: "Use your phone instead" */
  usePhone: string;
  /** Button: go back from the phone to this device. English: "Use this device instead" */
  useDevice: string;
  /** Heading over the steps on the phone. English: "Continue on your phone" */
  handoffTitle: string;
  /** First step on the phone. English: "Open the iDenfy app on your phone." */
  handoffOpen: string;
  /** Second step on the phone; the code stands below. English: "Enter this code in the app:" */
  handoffEnter: string;
  /** Third step on the phone. English: "Take the selfie in the app." */
  handoffSelfie: string;
  /** Last step: back to this page, which goes on by itself. English: "Come back here. This page goes on by itself." */
  handoffReturn: string;
  /** While the phone is waited for. English: "Waiting for your phone…" */
  handoffWaiting: string;
  /** Button: copies the code. English: "Copy the code" */
  copyCode: string;
  /** In place of `copyCode` once it is done. English: "Copied" */
  copied: string;
  /** Where the browser refuses to copy; the code is selected by then. English: "Copying is not possible here. The code is selected, so that you can copy it yourself." */
  copyByHand: string;
  /** Asks whether to give up. English: "Stop the face check?" */
  leavingTitle: string;
  /** Under `leavingTitle`. English: "It is not finished yet." */
  leavingText: string;
  /** Button: no, go on. English: "Continue" */
  stay: string;
  /** Button: give up. English: "Stop" */
  stop: string;
  /** Button: another try. English: "Try again" */
  tryAgain: string;
  /** Button: asks for the result again. English: "Check again" */
  checkAgain: string;
  /** Heading where the picture could not be used. The advice stands under it. English: "The picture could not be used" */
  pictureTitle: string;
  /** Advice: no face was found. English: "Make sure that your whole face can be seen." */
  pictureFace: string;
  /** Advice: several faces were found. English: "Make sure that nobody else is in the picture." */
  pictureAlone: string;
  /** Advice: the face was turned away. English: "Look straight into the camera." */
  pictureStraight: string;
  /** Advice: the face was too small. English: "Come a little closer to the camera." */
  pictureCloser: string;
  /** Advice: the face was too large. English: "Move a little away from the camera." */
  pictureFurther: string;
  /** Advice: the face was at the edge, or cut off. English: "Keep your face in the middle of the picture." */
  pictureCentre: string;
  /** Advice: a mask, glasses, a hat, hair or a hand covered the face. English: "Take off whatever covers your face, such as a mask, glasses or a hat." */
  pictureUncovered: string;
  /** Advice: the eyes were closed. English: "Keep your eyes open." */
  pictureEyes: string;
  /** Advice: it was too dark. English: "Find a brighter place, with light on your face." */
  pictureLight: string;
  /** Advice: the picture was blurred or of poor quality. English: "Hold still in good light, and wipe the camera if it is smudged." */
  pictureSharp: string;
  /** Advice where it is not known what was wrong with the picture. English: "Look straight into the camera, in good light, with your whole face uncovered." */
  pictureOther: string;
  /** Heading where the person was not recognised. Must not say how to be. English: "You were not recognized" */
  mismatchTitle: string;
  /** Heading where the attempt failed for a reason that is not told. English: "The face check did not succeed" */
  failedTitle: string;
  /** Under `mismatchTitle` and `failedTitle`, where another try is offered. English: "You can try again." */
  retryText: string;
  /** Where no other try is offered. Must not say why. English: "If you need help, contact the support of this site." */
  failedText: string;
  /** Heading without a connection. English: "You are offline" */
  offlineTitle: string;
  /** Under `offlineTitle`. English: "Connect to the internet, then try again." */
  offlineText: string;
  /** Heading where the face check did not load, or broke off. English: "The face check could not be loaded" */
  loadTitle: string;
  /** Under `loadTitle`. English: "Check your internet connection, then try again." */
  loadText: string;
  /** Heading where something took too long. English: "This takes too long" */
  slowTitle: string;
  /** Heading where the result could not be had. The attempt is not lost. English: "We could not get the result yet" */
  resultTitle: string;
  /** Under `resultTitle`. English: "What you did is not lost. Check again in a moment." */
  resultText: string;
  /** Heading once the session has expired. English: "The time is up" */
  expiredTitle: string;
  /** Under `expiredTitle`. English: "For your safety, the face check is open for a limited time only. Please start again." */
  expiredText: string;
  /** Heading where the camera cannot be used on this page. English: "The camera cannot be used here" */
  cameraTitle: string;
  /** Under `cameraTitle`: the person can do little, the site has to. English: "This page may not use the camera. Contact the support of this site." */
  cameraText: string;
  /** Heading where the browser cannot do it. English: "This browser cannot do the face check" */
  browserTitle: string;
  /** Under `browserTitle`. English: "Update the browser, or use another one." */
  browserText: string;
  /** Heading where the person must be identified in full before. English: "You have to be identified first" */
  identifyTitle: string;
  /** Under `identifyTitle`. English: "Face authentication works once your identity has been verified in full." */
  identifyText: string;
  /** Heading where no further try is allowed. English: "No more tries" */
  exhaustedTitle: string;
  /** Heading for everything else that goes wrong. English: "The face check is not available" */
  errorTitle: string;
  /** Under `errorTitle`. English: "Please try again later." */
  errorText: string;
  /** The end: approved. English: "The face check is done" */
  approvedTitle: string;
  /** Under `approvedTitle`. English: "Everything went well." */
  approvedText: string;
  /** The end: the person gave up. English: "The face check was stopped" */
  canceledTitle: string;
  /** Where a form that needs the face check is sent without it: said by the browser. English: "Please complete the face check." */
  requiredText: string;
}
