// A page that must not be.
import { createIdenfyClient } from 'face-auth-widget/server';

console.log(createIdenfyClient);
