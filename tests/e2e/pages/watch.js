// Before all other scripts: what no page may ever see, and whether anything was compiled so far.
window.faults = [];
addEventListener('error', ({ message }) => faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(`${reason}`));
addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
  faults.push(effectiveDirective),
);

window.compiled = 0;
const { Module } = WebAssembly;
WebAssembly.Module = function (bytes) {
  window.compiled += 1;
  return new Module(bytes);
};
