import { FaceAuthError } from '../index.js';
import { OPTIONS, TEXTS } from './properties.js';

/** A mistake in the markup. Its `cause` says which, and what is allowed. */
export function refusal(attribute: string, why: string): FaceAuthError {
  const cause = new TypeError(`<face-auth>: ${attribute} ${why}`);
  return new FaceAuthError('invalid_options', { cause });
}

/**
 * Frameworks write properties as attributes where they do not know the class: into a server's markup,
 * and where the element is not registered yet. One that has no effect must not go unnoticed.
 *
 * @param isSet whether the property of that name has a value
 * @throws FaceAuthError `invalid_options`
 */
export function refuseStrays(
  element: Element,
  isSet: (name: (typeof OPTIONS)[number]) => boolean,
): void {
  for (const name of OPTIONS) {
    const dashed = name.replace(/[A-Z]/g, '-$&').toLowerCase();
    const stray = [name.toLowerCase(), dashed].find((written) => element.hasAttribute(written));
    if (stray && !isSet(name)) {
      throw refusal(stray, `is no attribute. Set the property ${name} of the registered element.`);
    }
  }
  for (const [name, attribute] of Object.entries(TEXTS)) {
    const stray = name.toLowerCase();
    if (element.hasAttribute(stray) && !element.hasAttribute(attribute)) {
      throw refusal(stray, `is no attribute. Write ${attribute}.`);
    }
  }
}

/** @throws FaceAuthError `invalid_options` */
export function readMode(element: Element): 'inline' | 'modal' {
  const mode = element.getAttribute('mode')?.toLowerCase() || 'inline';
  if (mode === 'inline' || mode === 'modal') return mode;
  throw refusal('mode', `is "${mode}". Allowed are "inline" and "modal".`);
}

/** @throws FaceAuthError `invalid_options` */
export function readLocale(element: Element): string | undefined {
  const locale = element.getAttribute('locale') || undefined;
  try {
    Intl.getCanonicalLocales(locale);
  } catch {
    throw refusal('locale', `is "${locale}". Allowed are language tags such as "de" and "pt-BR".`);
  }
  return locale;
}

export type UrlAttribute = 'token-url' | 'confirm-url';

/**
 * An address of the page's own backend. What is sent there goes with the person's cookies, and what
 * comes back is believed: so no markup may name another origin.
 *
 * @throws FaceAuthError `invalid_options`
 */
export function readUrl(element: Element, attribute: UrlAttribute): URL | undefined {
  const value = element.getAttribute(attribute)?.trim();
  if (value === undefined) return;
  const allowed = 'Allowed are addresses of the page’s own origin, such as "/api/face-auth".';
  if (!value) throw refusal(attribute, `is empty. ${allowed}`);
  const url = parse(value, element.baseURI);
  const own = element.ownerDocument.defaultView?.origin;
  const plain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (plain && url.origin === own) return url;
  throw refusal(attribute, `leads to ${url?.origin ?? 'no address'}, not to ${own}. ${allowed}`);
}

function parse(address: string, base: string): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return;
  }
}
