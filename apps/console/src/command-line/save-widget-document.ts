import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

import { saveWidget, type Database } from '@ringback/db';
import { DomainError } from '@ringback/runtime';
import { parseWidgetSettings, type WidgetSettings } from '@ringback/scenario';
import Joi from 'joi';

import { ArgumentError, readArguments } from './read-arguments.ts';

/** One widget as an operator writes it down. */
export interface WidgetDocument {
  /** The name of the account. */
  account: string;
  name: string;
  /** Left out: the account's widget of this name, or a new one. */
  hash?: string;
  enabled: boolean;
  settings: WidgetSettings;
}

export interface SavedWidget {
  hash: string;
  isNew: boolean;
}

interface WidgetArguments {
  file: string;
  ingest: string;
}

export const SAVE_WIDGET_USAGE =
  'npm run widget:save -- FILE.json [--ingest https://where.forms.arrive]   (FILE.json may be -, the standard input)';

const argumentsSchema = Joi.object<WidgetArguments>({
  file: Joi.string().required(),
  ingest: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .default('http://127.0.0.1:3100'),
});

const documentSchema = Joi.object<WidgetDocument>({
  account: Joi.string().trim().max(100).required(),
  name: Joi.string().trim().max(100).required(),
  hash: Joi.string()
    .lowercase()
    .pattern(/^[0-9a-f]{32}$/, '32 hex characters'),
  enabled: Joi.boolean().default(true),
  settings: Joi.object().required(),
});

class AccountUnknownError extends DomainError {
  override readonly name = 'AccountUnknownError';
  constructor(accountName: string) {
    super('account-unknown', `There is no account of the name "${accountName}": make it with npm run account:create.`);
  }
}

class HashTakenError extends DomainError {
  override readonly name = 'HashTakenError';
  constructor() {
    super('hash-taken', 'A widget of another account has this hash.');
  }
}

/** Throws an error that names every argument that is wrong. */
export function readWidgetArguments(args: string[]): WidgetArguments {
  return readArguments(argumentsSchema, () => {
    const { values, positionals } = parseArgs({
      args,
      options: { ingest: { type: 'string' } },
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    if (others.length > 0) throw new Error('more than one file was named');
    return { ...values, file };
  });
}

/** Throws an error that names everything that is wrong with the document. */
export function parseWidgetDocument(text: string): WidgetDocument {
  const document = readArguments(documentSchema, () => {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) throw new Error('the document is not a JSON object');
    return parsed;
  });
  try {
    return { ...document, settings: parseWidgetSettings(document.settings) };
  } catch (err) {
    if (!Joi.isError(err)) throw err;
    throw new ArgumentError(`settings: ${err.details.map(({ message }) => message).join('. ')}`, { cause: err });
  }
}

/** Creates the widget, or gives the one that it names these settings as a new version. */
export async function saveWidgetDocument(
  { prisma }: Pick<Database, 'prisma'>,
  document: WidgetDocument,
): Promise<SavedWidget> {
  const { account: accountName, name, enabled, settings } = document;
  const account = await prisma.account.findFirst({ where: { name: accountName } });
  if (!account) throw new AccountUnknownError(accountName);
  const accountId = account.id;
  const found = await prisma.widget.findFirst({ where: document.hash ? { hash: document.hash } : { accountId, name } });
  if (found && found.accountId !== accountId) throw new HashTakenError();
  const hash = found?.hash ?? document.hash ?? randomBytes(16).toString('hex');
  await saveWidget(prisma, { accountId, hash, name, enabled, settings });
  return { hash, isNew: found === null };
}

/** The least form that makes a call; any form of the site does, once it has this action. */
export function buildFormToPaste(ingestUrl: string, hash: string): string {
  return `<form method="post" action="${ingestUrl.replace(/\/+$/, '')}/formReceiver?widgetHash=${hash}">
  <input type="hidden" name="form_name" value="Call me back">
  <label>Name <input name="name" autocomplete="name"></label>
  <label>Phone <input name="phone" type="tel" autocomplete="tel" required></label>
  <button>Call me</button>
</form>`;
}
