//! One mounted widget: what happens in the page goes into the core, what the core decides is done.
//!
//! While something of the host's may run (a provider, an abort listener, a `blur` handler), nothing
//! is borrowed, so it may call anything: hence cells that are set and taken, and no `RefCell`,
//! whose panics the page would have to download.

use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::Cell;

use wasm_bindgen::{JsCast, JsValue};

use super::decision::Decision;
use super::describe::{About, Told, describe};
use super::frame::{self, Frame};
use super::grant::Grant;
use super::js::{self, Record, record, run};
use super::ongoing::Ongoing;
use super::options::Options;
use super::page::Page;
use super::payload::Data;
use super::root::Root;
use crate::error::ErrorCode;
use crate::frame_url;
use crate::message::{self, FrameStatus};
use crate::notice::Notice;
use crate::outcome::Ending;
use crate::session::{Effect, Input, Session, State, Terms, Timer};
use crate::signal::Signal;
use crate::view::{Action, View};

pub(crate) struct Widget {
    given: Cell<Option<Rc<Given>>>,
    target: JsValue,
    mounted_at: f64,
    /// Milliseconds from there to the end, once there is one: all who are told hear the same.
    elapsed: Cell<f64>,
    root: Root,
    /// The handles of running timers; 0 where none runs.
    timers: [Cell<f64>; Timer::ALL.len()],
    session: Cell<Session>,
    /// Why the last attempt failed, or the error that ended it; null where nothing is known.
    about: Cell<JsValue>,
    /// What was thrown, until an error is made of it.
    cause: Cell<JsValue>,
    /// The latest word of the frame.
    word: Cell<JsValue>,
    /// Why the backend said no, until the core takes that in.
    reason: Cell<JsValue>,
    /// What is to be done.
    effects: Cell<Vec<Effect>>,
    busy: Cell<bool>,
    /// What is to be told.
    told: Cell<Vec<Told>>,
    telling: Cell<bool>,
    released: Cell<bool>,
    /// The number of the latest question; answers to earlier ones are void.
    question: Cell<u32>,
    asked: Cell<Option<Ongoing>>,
    grant: Cell<Option<Rc<Grant>>>,
    frame: Cell<Option<Rc<Frame>>>,
    /// What is heard while there is a frame, or shortly was.
    listening: Cell<Option<Ongoing>>,
    /// What is heard while the widget is mounted.
    mounted: Cell<Option<Ongoing>>,
}

/// What the host gave: given up at the very end, for what holds on to each other on both sides of
/// the boundary is never collected.
struct Given {
    page: Page,
    options: Record,
    frame_url: Record,
    title: JsValue,
    signal: JsValue,
}

/// The mark of a node that holds a widget, shared by all copies of the package in a page.
const MARK: &str = "__faceAuthWidget";

impl Widget {
    /// Puts the widget into a node.
    ///
    /// # Errors
    /// What is known to be wrong already.
    pub(crate) fn mount(target: &JsValue, options: JsValue, page: Page) -> Result<Self, ErrorCode> {
        let options: Record = options.unchecked_into();
        let window = page_of(target)?;
        let Options {
            grant,
            frame_url,
            title,
            modal,
            policy,
        } = Options::read(&options, &page, &record(&window).text("origin"))?;
        unmount_earlier(target);
        record(target).set(MARK, &page);
        let root = Root::create(target, window, modal, &title);
        let signal = options.get("signal");
        let mounted = page.controller();
        if signal.is_object() {
            page.listen(&signal, "abort", Signal::Unmount.number(), &mounted);
        }
        if modal {
            let cancel = Signal::Cancel.number();
            page.listen(root.place(), "cancel", cancel, &mounted);
            page.listen(root.place(), "close", cancel, &mounted);
            let close = Signal::Pressed.with(Action::Close.number());
            page.listen(&root.close_button(), "click", close, &mounted);
        }
        let given = Given {
            page,
            options,
            frame_url,
            title,
            signal,
        };
        Ok(Self {
            given: Cell::new(Some(Rc::new(given))),
            target: target.clone(),
            mounted_at: js::now(),
            elapsed: Cell::default(),
            root,
            timers: Default::default(),
            session: Cell::new(Session::new(policy)),
            about: Cell::new(JsValue::NULL),
            cause: Cell::default(),
            word: Cell::default(),
            reason: Cell::default(),
            effects: Cell::default(),
            busy: Cell::default(),
            told: Cell::default(),
            telling: Cell::default(),
            released: Cell::default(),
            question: Cell::default(),
            asked: Cell::default(),
            grant: Cell::new(grant.map(Rc::new)),
            frame: Cell::default(),
            listening: Cell::default(),
            mounted: Cell::new(Some(Ongoing::new(mounted))),
        })
    }

    /// Takes a signal, and answers what it asks for.
    pub(crate) fn wake(&self, number: u32, value: &JsValue) -> JsValue {
        match Signal::read(number) {
            Some((Signal::State, _)) => self.state().word().into(),
            Some((Signal::Retry, _)) => match self.session.get().check_retry() {
                Ok(()) => self.handle(Input::Retry),
                Err(code) => code.number().into(),
            },
            Some((Signal::Decide, _)) => self.decide(value),
            Some((signal, argument)) => self.take(signal, argument, value),
            None => JsValue::UNDEFINED,
        }
    }

    fn take(&self, signal: Signal, argument: u32, value: &JsValue) -> JsValue {
        let Some(given) = self.given() else {
            return JsValue::UNDEFINED;
        };
        let input = match signal {
            Signal::Start => self.start(&given),
            Signal::End => Input::End,
            Signal::Elapsed => match Timer::from_number(argument) {
                Some(timer) => Input::Elapsed(timer),
                None => return JsValue::UNDEFINED,
            },
            Signal::Pressed => match Action::from_number(argument) {
                Some(action) => pressed(action),
                None => return JsValue::UNDEFINED,
            },
            Signal::Answered | Signal::Refused => {
                if argument == self.question.get() {
                    self.answered(&given, signal == Signal::Answered, value);
                }
                return JsValue::UNDEFINED;
            }
            Signal::Message => return self.hear(&given, record(value)),
            Signal::Loaded if self.frame_stands() => Input::Loaded,
            Signal::Loaded => Input::Fault(ErrorCode::FrameRemoved),
            Signal::Violation if refuses_frame(record(value), &given) => {
                Input::Fault(ErrorCode::FrameBlocked)
            }
            Signal::Visible => self.seen(),
            // A browser may close a dialog after all.
            Signal::Cancel if record(value).text("type") == "close" => Input::End,
            Signal::Cancel => {
                run(value, "preventDefault");
                Input::Close
            }
            Signal::Unmount => Input::Unmount,
            Signal::Violation | Signal::State | Signal::Retry | Signal::Decide => {
                return JsValue::UNDEFINED;
            }
        };
        self.handle(input)
    }

    fn start(&self, given: &Given) -> Input<'static> {
        if given.signal.is_object() && record(&given.signal).flag("aborted") {
            Input::Unmount
        } else if self.root.window().flag("isSecureContext") {
            Input::Start
        } else {
            Input::Fault(ErrorCode::InsecureContext)
        }
    }

    fn seen(&self) -> Input<'static> {
        Input::Visible(!self.root.document().flag("hidden"))
    }

    fn state(&self) -> State {
        self.session.get().state()
    }

    fn given(&self) -> Option<Rc<Given>> {
        peek(&self.given)
    }

    /// The host learned the decision by itself.
    fn decide(&self, value: &JsValue) -> JsValue {
        let session = self.session.get();
        let code = match peek(&self.grant) {
            Some(grant) if session.takes_decisions() => match Decision::read(value, &grant.token) {
                Some(decision) => return self.take_decision(decision, Input::Decide),
                None => ErrorCode::ConfirmFailed,
            },
            _ if session.state() == State::Starting => ErrorCode::InvalidState,
            _ => return JsValue::UNDEFINED,
        };
        code.number().into()
    }

    fn take_decision<'a>(
        &self,
        decision: Decision,
        input: impl FnOnce(crate::decision::Decided) -> Input<'a>,
    ) -> JsValue {
        self.reason.set(decision.reason);
        self.handle(input(decision.decided))
    }

    fn answered(&self, given: &Given, kept: bool, value: &JsValue) {
        if let Some(asked) = self.asked.take() {
            asked.done();
        }
        let thrown = if kept {
            JsValue::UNDEFINED
        } else {
            value.clone()
        };
        self.cause.set(thrown);
        if self.state() == State::Starting {
            self.granted(if kept {
                Grant::read(value, &given.page, ErrorCode::TokenFailed)
            } else {
                // One of our own errors keeps its code.
                let code = ErrorCode::from_number(given.page.code_of(value));
                Err(code.unwrap_or(ErrorCode::TokenFailed))
            });
        } else {
            let token = peek(&self.grant);
            let decision = token.filter(|_| kept);
            match decision.and_then(|grant| Decision::read(value, &grant.token)) {
                Some(decision) => {
                    self.take_decision(decision, |decided| Input::Answer(Some(decided)));
                }
                None => {
                    self.handle(Input::Answer(None));
                }
            }
        }
        self.cause.take();
    }

    fn granted(&self, grant: Result<Grant, ErrorCode>) {
        self.handle(match grant {
            Ok(grant) => {
                let terms = Terms {
                    digit_string: grant
                        .digit_string
                        .as_string()
                        .is_some_and(|d| !d.is_empty()),
                    expired: grant.has_expired(),
                };
                self.grant.set(Some(Rc::new(grant)));
                Input::Granted(terms)
            }
            Err(code) => Input::Fault(code),
        });
    }

    fn hear(&self, given: &Given, event: &Record) -> JsValue {
        let vendor = given.frame_url.text("origin");
        let envelope = frame::envelope(event, &vendor, || peek(&self.frame));
        let read = &|| {
            let word = message::status_word(&Data(event.get("data"), &given.page));
            self.word
                .set(word.as_deref().map_or(JsValue::NULL, Into::into));
            word
        };
        self.handle(Input::Message { envelope, read })
    }

    fn look(&self) {
        let frame = peek(&self.frame);
        match &frame {
            Some(frame) if !frame.is_intact() => {
                self.handle(Input::Fault(ErrorCode::FrameRemoved));
            }
            Some(frame) if frame.is(&self.root.focused()) => {
                self.handle(Input::Engaged);
            }
            _ => {}
        }
        if peek(&self.grant).is_some_and(|grant| grant.has_expired()) {
            self.handle(Input::Expired);
        }
    }

    fn frame_stands(&self) -> bool {
        peek(&self.frame).is_some_and(|frame| frame.is_intact())
    }

    /// Lets the core take something in, and does what it says. What happens meanwhile is done
    /// after it: so what the page shows and the host is told is always of the latest state.
    fn handle(&self, input: Input<'_>) -> JsValue {
        let mut session = self.session.get();
        session.set_offline(!record(&self.root.window().get("navigator")).flag("onLine"));
        let mut effects = self.effects.take();
        effects.extend(session.handle(input));
        self.effects.set(effects);
        self.session.set(session);
        if !self.busy.replace(true) {
            self.work();
            self.busy.set(false);
            self.tell();
            if self.released.get() && !self.telling.get() {
                self.given.take();
                self.about.take();
            }
        }
        JsValue::UNDEFINED
    }

    fn work(&self) {
        loop {
            let effects = self.effects.take();
            if effects.is_empty() {
                break;
            }
            for effect in effects {
                // The host may have unmounted meanwhile: then nothing is begun any more.
                if (self.state() != State::Unmounted || effect.ends())
                    && let Some(given) = self.given()
                {
                    self.carry_out(&given, effect);
                }
            }
        }
    }

    fn carry_out(&self, given: &Given, effect: Effect) {
        match effect {
            Effect::RequestToken => self.request_token(given),
            Effect::CreateFrame => self.create_frame(given),
            Effect::RemoveFrame => self.frame.set(None),
            Effect::Ask(status) => self.confirm(given, status),
            Effect::StopAsking => {
                self.question.set(self.question.get() + 1);
                self.asked.set(None);
            }
            Effect::Look => self.look(),
            Effect::StopListening => self.listening.set(None),
            Effect::Start(timer) => {
                let delay = self.session.get().delay(timer);
                let signal = Signal::Elapsed.with(timer.number());
                self.replace(timer, given.page.after(delay, signal));
            }
            Effect::Stop(timer) => self.stop(timer),
            Effect::StopAttempt => self.stop_all(Timer::is_of_attempt),
            Effect::Show(view) => self.show(given, view),
            Effect::Close => self.root.close(),
            Effect::Fault(code) => {
                let error = given.page.error(code.number(), &self.cause.take());
                self.about.set(error);
            }
            Effect::Settle(outcome) => {
                self.elapsed.set(js::now() - self.mounted_at);
                given.page.settle(&describe(outcome, &self.about()));
            }
            Effect::Release => self.release(given),
            Effect::Notify(notice) => {
                if let Notice::Decision { .. } = notice {
                    self.about.set(self.reason.take());
                }
                let mut told = self.told.take();
                told.push(Told::new(notice, &self.about()));
                self.told.set(told);
            }
        }
    }

    fn release(&self, given: &Given) {
        self.released.set(true);
        self.stop_all(|_| true);
        self.told.take();
        self.mounted.set(None);
        given.page.close();
        self.root.remove();
        if record(&self.target).get(MARK) == *given.page {
            record(&self.target).delete(MARK);
        }
    }

    fn stop_all(&self, of: impl Fn(Timer) -> bool) {
        for timer in Timer::ALL {
            if of(*timer) {
                self.stop(*timer);
            }
        }
    }

    fn stop(&self, timer: Timer) {
        self.replace(timer, 0.0);
    }

    /// Not by index, whose panic the page would have to download.
    fn replace(&self, timer: Timer, handle: f64) {
        if let Some(running) = self.timers.get(timer as usize) {
            js::clear_timeout(running.replace(handle));
        }
    }

    fn request_token(&self, given: &Given) {
        self.about.set(JsValue::NULL);
        if !self.root.stands_in(&self.target) {
            self.handle(Input::Fault(ErrorCode::FrameRemoved));
            return;
        }
        let attempt = self.session.get().attempts();
        if given.options.get("token").is_function() {
            let context = Record::new();
            context.set_number("attempt", attempt.into());
            context.set("locale", &given.options.get("locale"));
            self.grant.set(None);
            self.ask(given, "token", &context);
        } else if let Some(grant) = self
            .grant
            .take()
            .and_then(|grant| Rc::try_unwrap(grant).ok())
        {
            self.granted(Ok(grant));
        }
    }

    fn confirm(&self, given: &Given, status: Option<FrameStatus>) {
        if let Some(grant) = peek(&self.grant) {
            let context = Record::new();
            context.set_str("token", grant.token.reveal());
            let status = status.map(FrameStatus::word);
            context.set("status", &status.map_or(JsValue::NULL, Into::into));
            self.ask(given, "confirm", &context);
        }
    }

    /// Asks the host; the question before is void.
    fn ask(&self, given: &Given, option: &str, context: &Record) {
        let question = self.question.get() + 1;
        self.question.set(question);
        self.asked.set(None);
        if !matches!(self.state(), State::Settled | State::Unmounted) {
            let asked = given.page.ask(option, context, question);
            self.asked.set(Some(Ongoing::new(asked)));
        }
    }

    fn create_frame(&self, given: &Given) {
        let page = &given.page;
        let (window, document) = (self.root.window(), self.root.document());
        let listening = page.controller();
        let listen = |target: &JsValue, event: &str, signal: Signal| {
            page.listen(target, event, signal.number(), &listening);
        };
        listen(window, "message", Signal::Message);
        listen(window, "pageshow", Signal::Visible);
        listen(document, "visibilitychange", Signal::Visible);
        listen(document, "securitypolicyviolation", Signal::Violation);
        self.listening.set(Some(Ongoing::new(listening)));
        self.handle(self.seen());
        if let Some(grant) = peek(&self.grant) {
            match Frame::create(
                page,
                &self.root,
                &given.frame_url,
                &given.title,
                &grant.token,
            ) {
                Ok(frame) => self.frame.set(Some(Rc::new(frame))),
                Err(code) => {
                    self.handle(Input::Fault(code));
                }
            }
        }
    }

    fn show(&self, given: &Given, view: View) {
        self.root.say(view);
        let session = self.session.get();
        let about = match (view, peek(&self.grant)) {
            (View::Handoff, Some(grant)) => grant.digit_string.clone(),
            _ => look_at(&self.about),
        };
        let there = given.page.show(
            self.root.place(),
            view.number(),
            &about,
            session.offers_handoff(),
            // Before there is a frame, nothing else is fetched.
            session.state() != State::Starting,
        );
        if view == View::Leaving && !there {
            self.handle(Input::End);
        }
    }

    /// Tells the host what is queued, one after the other: a callback may cause more, and one
    /// that unmounts is told nothing of what was queued before.
    fn tell(&self) {
        if self.telling.replace(true) {
            return;
        }
        loop {
            let released = self.released.get();
            let told = self.told.take();
            if told.is_empty() {
                break;
            }
            for Told {
                event,
                callback,
                value,
            } in told
            {
                for (option, value) in [("onEvent", &*event), (callback, &value)] {
                    if let Some(given) = self.given()
                        && self.released.get() == released
                        && !option.is_empty()
                    {
                        given.page.call(option, value);
                    }
                }
            }
        }
        self.telling.set(false);
    }

    fn about(&self) -> About {
        About {
            ending: Ending {
                attempts: self.session.get().attempts(),
                elapsed: self.elapsed.get(),
            },
            about: look_at(&self.about),
            word: look_at(&self.word),
        }
    }
}

/// The page that a node is in: its document's window, which the frame's messages go to. It may be
/// another one than the script's, as that of a frame of the same origin.
fn page_of(target: &JsValue) -> Result<JsValue, ErrorCode> {
    // Not `instanceof`: the element of another window is made from another class.
    const ELEMENT_NODE: f64 = 1.0;
    if !target.is_object() {
        return Err(ErrorCode::InvalidTarget);
    }
    let target = record(target);
    if target.get("nodeType").as_f64() != Some(ELEMENT_NODE) || !target.flag("isConnected") {
        return Err(ErrorCode::InvalidTarget);
    }
    let document = target.get("ownerDocument");
    let window = record(&document).get("defaultView");
    if window.is_object() && record(&window).get("document") == document {
        Ok(window)
    } else {
        Err(ErrorCode::InvalidTarget)
    }
}

/// A node holds one widget: a second mount takes the place of the first. What the host is told of
/// that may make it mount once more; one that always does is not waited for.
fn unmount_earlier(target: &JsValue) {
    const PATIENCE: u32 = 3;
    let mut gone = JsValue::UNDEFINED;
    for _ in 0..PATIENCE {
        let earlier = record(target).get(MARK);
        if !earlier.is_object() || earlier == gone {
            return;
        }
        run(&earlier, "unmount");
        gone = earlier;
    }
}

fn pressed(action: Action) -> Input<'static> {
    match action {
        Action::Retry => Input::Retry,
        Action::End => Input::End,
        Action::Return => Input::Return,
        Action::Handoff => Input::Handoff,
        Action::Close => Input::Close,
        Action::Stay => Input::Stay,
    }
}

/// Whether a policy of the host's own has kept the frame out.
fn refuses_frame(violation: &Record, given: &Given) -> bool {
    frame_url::is_refused(
        &violation.text("effectiveDirective"),
        &violation.text("disposition"),
        &violation.text("blockedURI"),
        &given.frame_url.text("origin"),
    )
}

/// What is in a cell, which keeps it.
fn peek<T: Clone>(cell: &Cell<Option<T>>) -> Option<T> {
    let value = cell.take();
    cell.set(value.clone());
    value
}

/// The same, of a JavaScript value.
fn look_at(cell: &Cell<JsValue>) -> JsValue {
    let value = cell.take();
    cell.set(value.clone());
    value
}
