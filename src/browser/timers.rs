//! The timers of one widget, all behind one callback.

use std::cell::Cell;

use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::Window;

use crate::session::Timer;

impl Timer {
    /// The timer that a number given to [`Timers::start`]'s callback stands for.
    pub(super) fn from_number(number: Option<f64>) -> Option<Self> {
        let number = number?;
        Timer::ALL
            .into_iter()
            .find(|timer| f64::from(*timer as u8) == number)
    }
}

/// Running timers; dropping them stops them all.
pub(super) struct Timers {
    window: Window,
    running: [Cell<Option<i32>>; Timer::ALL.len()],
}

impl Timers {
    pub(super) fn new(window: Window) -> Self {
        Self {
            window,
            running: Default::default(),
        }
    }

    /// Calls `callback` with the timer's number after `delay` milliseconds.
    pub(super) fn start(&self, timer: Timer, delay: i32, callback: &Function) {
        self.stop(timer);
        let number = JsValue::from(timer as u8);
        let id = self
            .window
            .set_timeout_with_callback_and_timeout_and_arguments_1(callback, delay, &number);
        self.running[timer as usize].set(id.ok());
    }

    pub(super) fn stop(&self, timer: Timer) {
        if let Some(id) = self.running[timer as usize].take() {
            self.window.clear_timeout_with_handle(id);
        }
    }
}

impl Drop for Timers {
    fn drop(&mut self) {
        for timer in Timer::ALL {
            self.stop(timer);
        }
    }
}
