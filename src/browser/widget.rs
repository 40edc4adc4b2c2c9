//! One mounted widget: what happens in the page goes into the core, what the core decides is done.
//!
//! While something of the host's may run (a provider, an abort listener, a `blur` handler), nothing
//! is borrowed, so it may call anything: hence cells that are set and taken, and no `RefCell`,
//! whose panics the page would have to download.

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
use crate::session::{self, Effect, Input, Session, State, Timer};
use crate::token::Token;

/// Who hears of what happens. Implemented by the bindings.
pub(crate) trait Host: 'static {
    /// Fulfils the outcome promise. Called once.
    fn settle(&self, outcome: Outcome, about: &About<'_>);
    /// Tells the host, by the event and then, unless that was the end of the widget, by the
    /// callback of its own. Must not throw.
    fn notify(&self, notice: Notice, about: &About<'_>, released: &Cell<bool>);
    /// The widget has left this node.
    fn release(&self, target: &Element);
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
    given: Cell<Option<Rc<Given<H>>>>,
    /// How many calls of `handle` are under way: what the host does in one may cause another.
    depth: Cell<u32>,
    target: Element,
    window: Window,
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
    frame: Cell<Option<Rc<Frame>>>,
    messages: Cell<Option<EventListener>>,
    abort: Cell<Option<EventListener>>,
}

/// What the host gave: given up at the very end, for what holds on to each other on both sides of
/// the boundary is never collected.
struct Given<H> {
    host: H,
    options: Options,
    vendor_origin: String,
}

/// Called for every timer with its number, and once with nothing when the session starts.
type Alarm = Closure<dyn FnMut(JsValue)>;

/// The page that a node is in: its document's window, which the frame's messages go to. It may be
/// another one than the script's, as that of a frame of the same origin.
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
        let root = Root::create(target, &window)?;
        let signal = options.signal.clone();
        let given = Given {
            host,
            vendor_origin: record(&options.frame_url).text("origin"),
            options,
        };
        let widget = Rc::new_cyclic(|widget| Self {
            given: Cell::new(Some(Rc::new(given))),
            depth: Cell::default(),
            target: target.clone(),
            mounted_at: js::now(),
            elapsed: Cell::default(),
            root,
            timers: Timers::new(window.clone()),
            alarm: alarm(widget.clone()),
            window,
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
        if let Some(signal) = signal {
            let aborted = Rc::clone(&widget);
            let abort = EventListener::new(&signal, "abort", move |_| aborted.unmount());
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

    fn given(&self) -> Option<Rc<Given<H>>> {
        peek(&self.given)
    }

    fn wake(self: &Rc<Self>, timer: Option<Timer>) {
        let Some(given) = self.given() else {
            return;
        };
        let signal = given.options.signal.as_deref();
        let secure = || record(&self.window).flag("isSecureContext");
        self.handle(match timer {
            Some(timer) => Input::Elapsed(timer),
            None if signal.is_some_and(|signal| record(signal).flag("aborted")) => Input::Unmount,
            None if !secure() => Input::Fault(ErrorCode::InsecureContext),
            None => Input::Start,
        });
    }

    fn hear(self: &Rc<Self>, event: &Event) {
        let Some(given) = self.given() else {
            return;
        };
        let frame = || peek(&self.frame);
        let envelope = frame::envelope(event, &given.vendor_origin, frame);
        let read = &|| message::status_word(&record(event).get("data"));
        self.handle(Input::Message { envelope, read });
    }

    /// A frame that loads in another window than the one that was captured was moved.
    fn loaded(self: &Rc<Self>) {
        if self.frame_stands() {
            self.handle(Input::Loaded);
        } else {
            self.fail(ErrorCode::FrameRemoved.into());
        }
    }

    fn look(self: &Rc<Self>) {
        if !self.frame_stands() {
            self.fail(ErrorCode::FrameRemoved.into());
        }
    }

    fn frame_stands(&self) -> bool {
        peek(&self.frame).is_some_and(|frame| frame.is_intact())
    }

    /// One of our own errors keeps its code, wherever it was thrown.
    fn fail(self: &Rc<Self>, fault: Fault) {
        let known = self
            .given()
            .and_then(|given| given.host.code_of(&fault.cause));
        self.error.set(fault.cause);
        self.handle(Input::Fault(known.unwrap_or(fault.code)));
    }

    fn handle(self: &Rc<Self>, input: Input<'_>) {
        self.depth.set(self.depth.get() + 1);
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
        self.depth.set(self.depth.get() - 1);
        if self.depth.get() == 0 && self.released.get() {
            self.given.set(None);
            self.error.take();
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::RequestToken => self.request_token(),
            Effect::CreateFrame(token) => self.create_frame(&token),
            Effect::RemoveFrame => {
                self.request.set(None);
                self.frame.set(None);
            }
            Effect::Look => self.look(),
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
                if let Some(given) = self.given() {
                    given.host.release(&self.target);
                }
            }
            Effect::Notify(notice) => {
                let mut notices = self.notices.take();
                notices.push(notice);
                self.notices.set(notices);
            }
        }
    }

    fn start(&self, timer: Timer) {
        let Some(given) = self.given() else {
            return;
        };
        let delay = match timer {
            Timer::Token => given.options.token_timeout,
            Timer::Load => given.options.load_timeout,
            Timer::Look => session::LOOK,
            Timer::Rejections => session::REJECTIONS,
            Timer::Late => session::LATE,
        };
        self.timers.start(timer, delay, function(&self.alarm));
    }

    fn request_token(self: &Rc<Self>) {
        let Some(given) = self.given() else {
            return;
        };
        match &given.options.token {
            TokenSource::Given(token) => self.handle(Input::Token(token.clone())),
            TokenSource::Provider(provider) => self.ask(provider, &given.options.locale),
        }
    }

    fn ask(self: &Rc<Self>, provider: &Function, locale: &JsValue) {
        let widget = Rc::clone(self);
        let attempt = self.session.get().attempts();
        let answer = move |answer| {
            if let Some(request) = widget.request.take() {
                request.done();
            }
            match answer {
                Ok(token) => widget.handle(Input::Token(token)),
                Err(fault) => widget.fail(fault),
            }
        };
        match token_source::ask(provider, attempt, locale, answer) {
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
        let on_load = move |_: &Event| widget.loaded();
        if let Some(given) = self.given() {
            let Options {
                frame_url, title, ..
            } = &given.options;
            let frame = Frame::create(self.root.place(), frame_url, title, token, on_load);
            self.frame.set(Some(Rc::new(frame)));
        }
    }

    fn settle(&self, outcome: Outcome) {
        self.elapsed.set(js::now() - self.mounted_at);
        if let (Outcome::Error { error }, Some(given)) = (outcome, self.given()) {
            self.error.set(given.host.error(error, &self.error.take()));
        }
        self.tell_about(|host, about| host.settle(outcome, about));
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
                    self.tell_about(|host, about| host.notify(notice, about, &self.released));
                }
            }
        }
        self.telling.set(false);
    }

    fn tell_about(&self, tell: impl FnOnce(&H, &About<'_>)) {
        let error = self.error.take();
        self.error.set(error.clone());
        if let Some(given) = self.given() {
            let about = About {
                attempts: self.session.get().attempts(),
                elapsed: self.elapsed.get(),
                error: &error,
            };
            tell(&given.host, &about);
        }
    }
}

/// What is in a cell, which keeps it.
fn peek<T: Clone>(cell: &Cell<Option<T>>) -> Option<T> {
    let value = cell.take();
    cell.set(value.clone());
    value
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
