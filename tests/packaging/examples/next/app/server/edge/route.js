export { POST } from '../receive.js';

export const runtime = 'edge';
