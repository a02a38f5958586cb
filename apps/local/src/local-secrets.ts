import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import Joi from 'joi';

export interface LocalSecrets {
  secretKey: string;
  authSecret: string;
  webhookSecret: string;
  ariPassword: string;
}

const FILE = 'secrets.json';

const schema = Joi.object<LocalSecrets>({
  secretKey: Joi.string().required(),
  authSecret: Joi.string().required(),
  webhookSecret: Joi.string().required(),
  ariPassword: Joi.string().required(),
});

/** The secrets of this checkout: made at its first run, kept in `dir` with the data that they belong to. */
export async function loadSecrets(dir: string): Promise<LocalSecrets> {
  const path = join(dir, FILE);
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept !== null) return Joi.attempt(JSON.parse(kept), schema);
  const secrets = {
    secretKey: randomBytes(32).toString('base64'),
    authSecret: randomBytes(32).toString('base64'),
    webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
    ariPassword: randomBytes(16).toString('hex'),
  };
  await mkdir(dir, { recursive: true });
  await writeFile(path, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
