import '../mount.js';
