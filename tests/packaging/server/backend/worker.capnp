using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", service = "main")],
);

const worker :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  modules = [
    (name = "backend.js", esModule = embed "../made/backend.js"),
    (name = "face-auth-widget-server.wasm", wasm = embed "../made/face-auth-widget-server.wasm"),
  ],
  bindings = [(name = "BACKEND", fromEnvironment = "BACKEND")],
);
