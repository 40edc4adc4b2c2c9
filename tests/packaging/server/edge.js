// A program of Vercel's edge runtime, which the test calls.
import { check } from './deliveries.js';

globalThis.check = check;
