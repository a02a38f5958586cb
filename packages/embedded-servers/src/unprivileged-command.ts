import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

export interface Account {
  uid: number;
  gid: number;
}

export interface UnprivilegedCommand {
  command: string;
  args: string[];
  account?: Account;
}

/** Postgres refuses to run as root: root hands it to the owner of its data, or to `nobody` when there is none yet. */
export async function findServerAccount(ownUid: number | undefined, dataDir: string): Promise<Account | null> {
  if (ownUid !== 0) return null;
  const owner = await stat(dataDir).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const ask = async (flag: string): Promise<number> =>
    Number((await promisify(execFile)('id', [flag, 'nobody'])).stdout);
  return { uid: await ask('-u'), gid: await ask('-g') };
}

/**
 * The command line that runs `program` under `account`. In a checkout that only root can enter (below /root, say), the
 * account keeps root's right to pass through directories, and nothing else of root.
 */
export async function buildUnprivilegedCommand(
  program: string,
  args: string[],
  account: Account | null,
  workingDir: string,
): Promise<UnprivilegedCommand> {
  if (!account) return { command: program, args };
  if ((await isReachableByAll(program)) && (await isReachableByAll(dirname(workingDir))))
    return { command: program, args, account };
  const ids = [`--reuid=${String(account.uid)}`, `--regid=${String(account.gid)}`, '--clear-groups'];
  // access(2) drops capabilities of everyone but root unless the fixup is off, and Postgres looks for itself with access(2).
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
  return { command: 'setpriv', args: [...ids, ...rights, '--', program, ...args] };
}

async function isReachableByAll(path: string): Promise<boolean> {
  for (let part = path; part !== dirname(part); part = dirname(part)) {
    const { mode } = await stat(part);
    if ((mode & 0o001) === 0) return false;
  }
  return true;
}
