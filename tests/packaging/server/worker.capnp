using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (services = [(name = "test", worker = .worker)]);

const worker :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  modules = [
    (name = "worker.js", esModule = embed "made/worker.js"),
    (name = "face-auth-widget-server.wasm", wasm = embed "made/face-auth-widget-server.wasm"),
  ],
);
