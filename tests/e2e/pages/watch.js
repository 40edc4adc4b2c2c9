// Before all other scripts: what no page may ever see, and whether anything was compiled so far.
window.faults = [];
addEventListener('error', ({ message }) => faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(`${reason}`));
addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
  faults.push(effectiveDirective),
);

window.compiled = 0;
WebAssembly.Module = class extends WebAssembly.Module {
  constructor(bytes) {
    super(bytes);
    window.compiled += 1;
  }
};
