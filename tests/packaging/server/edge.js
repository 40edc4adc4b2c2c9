// A program of Vercel's edge runtime, which the test calls.
import { check } from './check.js';

globalThis.check = check;
