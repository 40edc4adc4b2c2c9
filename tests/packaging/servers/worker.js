// A test of workerd's.
import { look } from './look.js';

export default { test: look };
