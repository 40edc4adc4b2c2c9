/** Calls a function while every object inherits these properties. */
export function withInherited(properties, call) {
  Object.assign(Object.prototype, properties);
  try {
    return call();
  } finally {
    for (const name of Object.keys(properties)) delete Object.prototype[name];
  }
}
