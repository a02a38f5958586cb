// Gets a program from Debian's packages without touching the system and without being root: apt resolves and downloads
// what the machine lacks into a state of its own, dpkg unpacks it, and a wrapper script runs it from there.
import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { exists, ROOT, runStep } from './set-up.mjs';

const run = promisify(execFile);

/**
 * Answers the path of a wrapper that runs `program` (`usr/bin/…` inside the package). Throws one clear sentence where
 * apt and dpkg are missing or the packages cannot be had.
 */
export async function getDebianProgram({ packageName, program, title }) {
  const home = join(ROOT, '.local/debian', packageName);
  const wrapper = join(home, 'run');
  if (await exists(wrapper)) return wrapper;
  await requireDebian(packageName);

  const debs = join(home, 'cache/archives');
  const root = join(home, 'root');
  await rm(home, { recursive: true, force: true });
  await mkdir(join(home, 'state/lists/partial'), { recursive: true });
  await mkdir(join(debs, 'partial'), { recursive: true });
  await mkdir(root);
  const settings = await buildAptSettings(home);
  await runStep(`reading Debian's package lists`, 'apt-get', [...settings, 'update']);
  const install = ['install', '--download-only', '--yes', '--no-install-recommends', '--reinstall', packageName];
  await runStep(`downloading ${title} from Debian's packages`, 'apt-get', [...settings, ...install]);
  for (const deb of (await readdir(debs)).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg', ['--extract', join(debs, deb), root]);
  }
  await rm(join(home, 'cache'), { recursive: true });
  await rm(join(home, 'state'), { recursive: true });
  await writeWrapper(home, program);
  return wrapper;
}

async function requireDebian(packageName) {
  try {
    await run('apt-get', ['--version']);
    await run('dpkg', ['--version']);
  } catch (cause) {
    throw new Error(`${packageName} is missing and this is no Debian: install it yourself`, { cause });
  }
}

async function buildAptSettings(home) {
  const settings = {
    'Dir::State': join(home, 'state'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': join(home, 'cache'),
    'Dir::Log': home,
    'Debug::NoLocking': 'true',
    // The unprivileged user of apt may not be let into the checkout.
    'APT::Sandbox::User': '',
    'APT::Get::Assume-Yes': 'true',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

async function writeWrapper(home, program) {
  const root = join(home, 'root');
  const libraryDirs = await findLibraryDirs(root);
  // The configuration that comes with the packages names the directories of an installed system.
  const fonts = [`${root}/usr/share/fonts`, '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`).join('');
  const fontsFile = join(home, 'fonts.conf');
  await writeFile(fontsFile, `<fontconfig>${fonts}<cachedir>${join(home, 'font-cache')}</cachedir></fontconfig>\n`);
  const lines = [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH='${libraryDirs.join(':')}'"\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`,
    `export FONTCONFIG_FILE='${fontsFile}'`,
    `exec '${join(root, program)}' "$@"`,
  ];
  const wrapper = join(home, 'run');
  await writeFile(wrapper, `${lines.join('\n')}\n`);
  await chmod(wrapper, 0o755);
}

/** Every directory below `usr/lib` and `lib` that holds a shared library. */
async function findLibraryDirs(root) {
  const dirs = new Set();
  for (const top of ['usr/lib', 'lib']) {
    const entries = await readdir(join(root, top), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (/\.so(\.\d+)*$/.test(entry.name)) dirs.add(entry.parentPath ?? entry.path);
    }
  }
  return [...dirs].sort((one, other) => one.length - other.length);
}
