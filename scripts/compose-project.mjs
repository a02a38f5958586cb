import { spawn } from 'node:child_process';
import { buffer, text } from 'node:stream/consumers';

import { ROOT } from './set-up.mjs';

/** Runs a program; answers what it printed, or throws with what it complained of. */
export async function runCommand(program, args, { env, input = '' } = {}) {
  const child = spawn(program, args, { cwd: ROOT, env: { ...process.env, ...env } });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [output, complaint, code] = await Promise.all([text(child.stdout), buffer(child.stderr), exited]);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}\n${complaint.subarray(-4000)}`);
  return output;
}

/** The compose file under a project name and an environment of its own, on docker-compose 1.29 or Compose v2. */
export async function openComposeProject({ name, envFile, env }) {
  const isV2 = await runCommand('docker', ['compose', 'version']).then(
    () => true,
    () => false,
  );
  const [program, ...first] = isV2 ? ['docker', 'compose'] : ['docker-compose'];
  const compose = (args, options) =>
    runCommand(program, [...first, '-p', name, '--env-file', envFile, ...args], { env, ...options });
  const docker = (...args) => runCommand('docker', args);

  const containers = async (service) => (await compose(['ps', '-q', service])).split('\n').filter((id) => id !== '');
  const states = (ids) =>
    docker('inspect', '-f', '{{.Name}} {{.State.Status}} {{with .State.Health}}{{.Status}}{{end}}', ...ids);

  return {
    version: (await compose(['version', '--short'])).trim(),
    compose,
    docker,
    containers,
    exec: (service, command, input) => compose(['exec', '-T', service, ...command], { input }),
    /** The lines of a container's log that are JSON. */
    readLog: async (id) => (await docker('logs', id)).split('\n').flatMap(parseLine),
    /** Until every container of the services runs and those with a health check pass it. */
    waitUntilHealthy: async (services, withinMs) => {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const ids = (await Promise.all(services.map(containers))).flat();
        const lines = (await states(ids)).trim().split('\n');
        const ill = lines.filter((line) => !/ running( healthy)?\s*$/.test(line));
        if (ill.length === 0) return;
        if (Date.now() > deadline) throw new Error(`not healthy: ${ill.join(', ')}`);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    },
    down: () => compose(['down', '--volumes', '--remove-orphans']),
  };
}

function parseLine(line) {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
