// The languages of the widget. Each is a file of the package, asked for only once it is chosen.

/** With a bundler: `import('face-auth-widget/locales/lt')`. English is in the widget itself. */
const MESSAGES = {
  en: () => ({ default: undefined }),
  ar: () => import('/pkg/locales/ar.js'),
  de: () => import('/pkg/locales/de.js'),
  lt: () => import('/pkg/locales/lt.js'),
};

/** What the widget's option `messages` takes for a language. */
export async function messagesIn(language) {
  const module = await MESSAGES[language]();
  return module.default;
}
