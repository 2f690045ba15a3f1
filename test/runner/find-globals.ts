import { register } from 'node:module';

register('./resolve.ts', import.meta.url);
