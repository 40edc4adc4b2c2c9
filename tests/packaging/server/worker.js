// A test of workerd's.
import { check } from './check.js';

export default { test: check };
