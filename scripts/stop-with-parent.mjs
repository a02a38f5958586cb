// Preloaded with --import: a program whose parent was killed stops instead of running on without a terminal.
import process from 'node:process';

process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
