// What bundlers for browsers find in place of the entry: the import of a file that is not there, which
// each of them refuses, and whose name they print.
import './face-auth-widget: the server entry handles secrets; import it on the server only';
