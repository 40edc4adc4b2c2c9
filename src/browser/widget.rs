//! One mounted widget: what happens in the page goes into the core, what the core decides is done.
//!
//! While something of the host's may run (a provider, an abort listener, a `blur` handler), nothing
//! is borrowed, so it may call anything: hence cells that are set and taken, and no `RefCell`,
//! whose panics alone would cost the page more than a kilobyte.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use js_sys::Function;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, Window};

use super::Fault;
use super::frame::{self, Frame};
use super::js::{self, record};
use super::options::Options;
use super::root::Root;
use super::timers::Timers;
use super::token_source::{self, Request, TokenSource};
use crate::error::ErrorCode;
use crate::message;
use crate::notice::Notice;
use crate::outcome::Outcome;
use crate::session::{Effect, Input, Session, State, Timer};
use crate::token::Token;

/// How long after the end a message that comes too late is still told, in milliseconds. Then the
/// listener goes, even if nobody ever unmounts.
const LATE: i32 = 10_000;

/// The host is told of rejected messages once in this many milliseconds at most.
const REJECTIONS: i32 = 1_000;

/// Who hears of what happens. Implemented by the bindings.
pub(crate) trait Host: 'static {
    /// Fulfils the outcome promise. Called once.
    fn settle(&self, outcome: Outcome, about: &About<'_>);
    /// Tells the host. Must not throw.
    fn notify(&self, notice: Notice, about: &About<'_>);
    /// Makes the error that the host sees.
    fn error(&self, code: ErrorCode, cause: &JsValue) -> JsValue;
    /// The code of something thrown, if it is one of our errors.
    fn code_of(&self, thrown: &JsValue) -> Option<ErrorCode>;
}

/// What else there is to say about an outcome or an error.
pub(crate) struct About<'a> {
    pub(crate) attempts: u32,
    /// Milliseconds from `mount` to the end; 0 before the end.
    pub(crate) elapsed: f64,
    /// The error, where there is one.
    pub(crate) error: &'a JsValue,
}

pub(crate) struct Widget<H> {
    host: H,
    options: Options,
    window: Window,
    vendor_origin: String,
    mounted_at: f64,
    /// Milliseconds from there to the end, once there is one: all who are told hear the same.
    elapsed: Cell<f64>,
    root: Root,
    timers: Timers,
    alarm: Alarm,
    session: Cell<Session>,
    /// What was thrown, then the error made of it.
    error: Cell<JsValue>,
    notices: Cell<Vec<Notice>>,
    telling: Cell<bool>,
    released: Cell<bool>,
    request: Cell<Option<Request>>,
    frame: Cell<Option<Frame>>,
    messages: Cell<Option<EventListener>>,
    abort: Cell<Option<EventListener>>,
}

/// Called for every timer with its number, and once with nothing when the session starts.
type Alarm = Closure<dyn FnMut(JsValue)>;

/// The page that a node is in: its document's window, which the frame's messages go to. It may be
/// another one than the script's.
pub(crate) fn page(target: &Element) -> Result<Window, ErrorCode> {
    let target = record(target);
    let window = record(&target.get("ownerDocument")).get("defaultView");
    if target.flag("isConnected") && window.is_object() {
        Ok(window.unchecked_into())
    } else {
        Err(ErrorCode::InvalidTarget)
    }
}

impl<H: Host> Widget<H> {
    /// Puts the widget into a node and lets it start in a microtask.
    pub(crate) fn mount(
        target: &Element,
        window: Window,
        options: Options,
        host: H,
    ) -> Result<Rc<Self>, JsValue> {
        let root = Root::create(target)?;
        let widget = Rc::new_cyclic(|widget| Self {
            host,
            vendor_origin: record(&options.frame_url).text("origin"),
            mounted_at: js::now(),
            elapsed: Cell::default(),
            root,
            timers: Timers::new(window.clone()),
            alarm: alarm(widget.clone()),
            window,
            options,
            session: Cell::default(),
            error: Cell::default(),
            notices: Cell::default(),
            telling: Cell::default(),
            released: Cell::default(),
            request: Cell::default(),
            frame: Cell::default(),
            messages: Cell::default(),
            abort: Cell::default(),
        });
        widget.window.queue_microtask(function(&widget.alarm));
        if let Some(signal) = &widget.options.signal {
            let aborted = Rc::clone(&widget);
            let abort = EventListener::new(signal, "abort", move |_| aborted.unmount());
            widget.abort.set(Some(abort));
        }
        Ok(widget)
    }

    pub(crate) fn state(&self) -> State {
        self.session.get().state()
    }

    pub(crate) fn unmount(self: &Rc<Self>) {
        self.handle(Input::Unmount);
    }

    fn wake(self: &Rc<Self>, timer: Option<Timer>) {
        let signal = self.options.signal.as_deref();
        let secure = || record(&self.window).flag("isSecureContext");
        self.handle(match timer {
            Some(timer) => Input::Elapsed(timer),
            None if signal.is_some_and(|signal| record(signal).flag("aborted")) => Input::Unmount,
            None if !secure() => Input::Fault(ErrorCode::InsecureContext),
            None => Input::Start,
        });
    }

    fn hear(self: &Rc<Self>, event: &Event) {
        let frame = self.frame.take();
        let envelope = frame::envelope(frame.as_ref(), event, &self.vendor_origin);
        self.frame.set(frame);
        let read = &|| message::status_word(&record(event).get("data"));
        self.handle(Input::Message { envelope, read });
    }

    /// One of our own errors keeps its code, wherever it was thrown.
    fn fail(self: &Rc<Self>, fault: Fault) {
        let code = self.host.code_of(&fault.cause).unwrap_or(fault.code);
        self.error.set(fault.cause);
        self.handle(Input::Fault(code));
    }

    fn handle(self: &Rc<Self>, input: Input<'_>) {
        let mut session = self.session.get();
        let effects = session.handle(input);
        self.session.set(session);
        let mut released_here = false;
        for effect in effects {
            released_here |= matches!(effect, Effect::Release);
            // The host may unmount while an effect is carried out: then all that is left of the
            // older ones is the promise.
            let stale = self.released.get() && !released_here;
            if !stale || matches!(effect, Effect::Settle(_)) {
                self.carry_out(effect);
            }
        }
        self.tell();
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::RequestToken => self.request_token(),
            Effect::CreateFrame(token) => self.create_frame(&token),
            Effect::RemoveFrame => {
                self.request.set(None);
                self.frame.set(None);
            }
            Effect::StopListening => self.messages.set(None),
            Effect::Start(timer) => self.start(timer),
            Effect::Stop(timer) => self.timers.stop(timer),
            Effect::Show(panel) => self.root.show(panel),
            Effect::Settle(outcome) => self.settle(outcome),
            Effect::Release => {
                self.released.set(true);
                self.notices.take();
                self.abort.set(None);
                self.root.remove();
            }
            Effect::Notify(notice) => {
                let mut notices = self.notices.take();
                notices.push(notice);
                self.notices.set(notices);
            }
        }
    }

    fn start(&self, timer: Timer) {
        let delay = match timer {
            Timer::Token => self.options.token_timeout,
            Timer::Load => self.options.load_timeout,
            Timer::Rejections => REJECTIONS,
            Timer::Late => LATE,
        };
        self.timers.start(timer, delay, function(&self.alarm));
    }

    fn request_token(self: &Rc<Self>) {
        match &self.options.token {
            TokenSource::Given(token) => self.handle(Input::Token(token.clone())),
            TokenSource::Provider(provider) => self.ask(provider),
        }
    }

    fn ask(self: &Rc<Self>, provider: &Function) {
        let widget = Rc::clone(self);
        let attempt = self.session.get().attempts();
        let answer = move |answer| match answer {
            Ok(token) => widget.handle(Input::Token(token)),
            Err(fault) => widget.fail(fault),
        };
        match token_source::ask(provider, attempt, &self.options.locale, answer) {
            // Unless the provider itself has ended the session; then dropping it says so.
            Ok(request) if self.state() == State::Starting => self.request.set(Some(request)),
            Ok(_) => {}
            Err(fault) => self.fail(fault),
        }
    }

    fn create_frame(self: &Rc<Self>, token: &Token) {
        let widget = Rc::clone(self);
        let messages = EventListener::new(&self.window, "message", move |event| {
            widget.hear(event);
        });
        self.messages.set(Some(messages));
        let widget = Rc::clone(self);
        let on_load = move |_: &Event| widget.handle(Input::Loaded);
        let Options {
            frame_url, title, ..
        } = &self.options;
        let frame = Frame::create(self.root.place(), frame_url, title, token, on_load);
        self.frame.set(Some(frame));
    }

    fn settle(&self, outcome: Outcome) {
        self.elapsed.set(js::now() - self.mounted_at);
        if let Outcome::Error { error } = outcome {
            self.error.set(self.host.error(error, &self.error.take()));
        }
        self.tell_about(|about| self.host.settle(outcome, about));
    }

    /// Tells the host what is queued, one after the other: a callback may cause more, and one
    /// that unmounts is told nothing of what was queued before.
    fn tell(&self) {
        if self.telling.replace(true) {
            return;
        }
        loop {
            let released = self.released.get();
            let notices = self.notices.take();
            if notices.is_empty() {
                break;
            }
            for notice in notices {
                if self.released.get() == released {
                    self.tell_about(|about| self.host.notify(notice, about));
                }
            }
        }
        self.telling.set(false);
    }

    fn tell_about(&self, tell: impl FnOnce(&About<'_>)) {
        let error = self.error.take();
        self.error.set(error.clone());
        tell(&About {
            attempts: self.session.get().attempts(),
            elapsed: self.elapsed.get(),
            error: &error,
        });
    }
}

fn alarm<H: Host>(widget: Weak<Widget<H>>) -> Alarm {
    Alarm::new(move |number: JsValue| {
        if let Some(widget) = widget.upgrade() {
            widget.wake(Timer::from_number(number.as_f64()));
        }
    })
}

fn function(alarm: &Alarm) -> &Function {
    alarm.as_ref().unchecked_ref()
}
