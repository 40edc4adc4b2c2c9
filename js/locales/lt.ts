import type { Messages } from '../generated/types.js';

export default {
} as unknown as Messages;
