import type * as Browser from '../external.js';

export * from './index.js';

/** There is nothing to load for. */
export const load: typeof Browser.load = async () => {};
