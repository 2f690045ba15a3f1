// Loaded into the gateway beside its own program: tells what this process used. It keeps nothing alive, and ends it with its bench.
import { usage } from '../usage.ts';

process.on('message', (message: 'usage' | 'collect') => void process.send?.(usage(message)));
process.channel?.unref();
// As an operator ends it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
