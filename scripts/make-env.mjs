// Writes .env with random secrets for docker-compose.yml, never over one that exists: node scripts/make-env.mjs [FILE]
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import process from 'node:process';

const hex = (bytes) => randomBytes(bytes).toString('hex');

const env = `# Made by scripts/make-env.mjs. Secrets are in it: keep it out of version control, and keep a copy with your backups.
# docs/operations.md says what each line means.

# What data and queues are locked with. Changing the passwords here does not change them in a Postgres that exists.
POSTGRES_PASSWORD=${hex(24)}
REDIS_PASSWORD=${hex(24)}
RINGBACK_SECRET_KEY=${randomBytes(32).toString('base64')}
AUTH_SECRET=${hex(32)}

# Telephones: simulated ones, until COMPOSE_PROFILES is emptied and the rest is that of your Asterisk.
COMPOSE_PROFILES=simulated
ARI_URL=http://exchange:8088
ARI_USERNAME=ringback
ARI_PASSWORD=${hex(24)}
ARI_ENDPOINT=PJSIP/{number}@trunk

# Your mail server. host.docker.internal is the machine that the containers run on.
SMTP_URL=smtp://host.docker.internal:25
MAIL_FROM=Ringback <robot@ringback.example>

# Where forms arrive: HTTP_PORT on every address of this machine. The cabinet: CONSOLE_PORT on 127.0.0.1 only.
HTTP_PORT=8080
CONSOLE_PORT=3200
# The cabinet as browsers see it, once a proxy with TLS stands before it.
PUBLIC_URL=http://127.0.0.1:3200
`;

const file = process.argv[2] ?? new URL('../.env', import.meta.url);
try {
  await writeFile(file, env, { mode: 0o600, flag: 'wx' });
  console.log('.env was written: set SMTP_URL, MAIL_FROM and, for real calls, ARI_*');
} catch (err) {
  if (err.code !== 'EEXIST') throw err;
  console.log('.env exists already and was left as it is');
}
