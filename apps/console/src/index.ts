export { seedUser } from './access/seed-user.ts';
export { createConsole, type Console } from './app.ts';
export { consoleEnvironment, readConfig, type ConsoleConfig } from './config.ts';
