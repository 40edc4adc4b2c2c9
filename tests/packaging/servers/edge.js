// A program of Vercel's edge runtime; how it ended is where the test looks.
import { look } from './look.js';

globalThis.looked = look();
