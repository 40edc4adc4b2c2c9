// A test of workerd's.
import { check } from './deliveries.js';

export default { test: check };
