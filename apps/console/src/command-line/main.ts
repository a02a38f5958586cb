// The operator's commands: npm run account:create, widget:save, block:add, block:list, block:remove.
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { text } from 'node:stream/consumers';

import { createDatabase, type Database } from '@ringback/db';
import { createLogger, DomainError, readEnvironment } from '@ringback/runtime';
import Joi from 'joi';

import { CREATE_ACCOUNT_USAGE, createAccount, readAccountArguments } from './create-account.ts';
import {
  ADD_BLOCK_USAGE,
  addBlockDocument,
  LIST_BLOCKS_USAGE,
  listBlocks,
  readBlockArguments,
  readBlockId,
  REMOVE_BLOCK_USAGE,
  removeBlockById,
} from './edit-blocks.ts';
import { ArgumentError } from './read-arguments.ts';
import { refuseBadTemplates } from './refuse-bad-templates.ts';
import {
  buildFormToPaste,
  parseWidgetDocument,
  readWidgetArguments,
  SAVE_WIDGET_USAGE,
  saveWidgetDocument,
} from './save-widget-document.ts';

interface Command {
  usage: string;
  /** Answers what is printed. */
  run: (args: string[]) => Promise<string>;
}

const environmentSchema = Joi.object<{ DATABASE_URL: string }>({
  DATABASE_URL: Joi.string()
    .uri({ scheme: ['postgres', 'postgresql'] })
    .required(),
});

async function withDatabase<T>(use: (database: Database) => Promise<T>): Promise<T> {
  const { DATABASE_URL: url } = readEnvironment(environmentSchema, process.env);
  const database = createDatabase({ url, poolSize: 1 }, createLogger('command-line', { level: 'warn' }));
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

const COMMANDS: Partial<Record<string, Command>> = {
  'account:create': {
    usage: CREATE_ACCOUNT_USAGE,
    run: async (args) => {
      const request = readAccountArguments(args);
      const created = await withDatabase((database) => createAccount(database, request));
      const lines = [
        `account   ${request.account}${created.isNewAccount ? '' : ' (exists)'}`,
        `user      ${request.email}, ${request.role}${created.isNewUser ? '' : ' (exists; the password is a new one)'}`,
        `password  ${created.password}`,
        ...(created.apiKey === null ? [] : [`API key   ${created.apiKey}`]),
        'They are shown this once.',
      ];
      return lines.join('\n');
    },
  },
  'widget:save': {
    usage: SAVE_WIDGET_USAGE,
    run: async (args) => {
      const { file, ingest } = readWidgetArguments(args);
      const document = parseWidgetDocument(await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')));
      await refuseBadTemplates(document.settings);
      const { hash, isNew } = await withDatabase((database) => saveWidgetDocument(database, document));
      return `widget  ${hash} (${isNew ? 'created' : 'updated'})\n\n${buildFormToPaste(ingest, hash)}`;
    },
  },
  'block:add': {
    usage: ADD_BLOCK_USAGE,
    run: async (args) => {
      const document = readBlockArguments(args);
      return withDatabase((database) => addBlockDocument(database, document));
    },
  },
  'block:list': { usage: LIST_BLOCKS_USAGE, run: () => withDatabase(listBlocks) },
  'block:remove': {
    usage: REMOVE_BLOCK_USAGE,
    run: async (args) => {
      const id = readBlockId(args);
      return withDatabase((database) => removeBlockById(database, id));
    },
  },
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
try {
  if (!command) throw new ArgumentError(`the commands are ${Object.keys(COMMANDS).join(' and ')}`);
  process.stdout.write(`${await command.run(args)}\n`);
} catch (err) {
  // A fault of ours comes with its stack; what the operator can put right, in one line.
  const line = err instanceof DomainError || isSystemError(err) ? err.message : null;
  process.stderr.write(`${line ?? String(err instanceof Error ? err.stack : err)}\n`);
  if (err instanceof ArgumentError && command) process.stderr.write(`usage: ${command.usage}\n`);
  process.exitCode = 1;
}

/** Such as a file that is not there. */
function isSystemError(err: unknown): err is NodeJS.ErrnoException {
  return err instanceof Error && 'syscall' in err;
}
