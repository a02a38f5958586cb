// npm run try:compose. Builds the image, runs docker-compose.yml with three workers and two ingests on simulated
// telephones, sends forms all the way, kills a worker under load, and takes everything down again.
//   LEADS=200                               how many forms are sent while the worker is killed
//   DOCKER_BUILD_FLAGS='--network host'     for docker build, where npm's registry wants it
//   NODE_IMAGE, POSTGRES_IMAGE, REDIS_IMAGE, PROXY_IMAGE   images in place of those of the compose file
//   KEEP=1                                  leaves everything running
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { openComposeProject, runCommand } from './compose-project.mjs';
import { startMailSink } from './mail-sink.mjs';
import { runMain } from './set-up.mjs';
import { openTrial } from './trial.mjs';

const IMAGE = 'ringback:trial';
const SERVICES = ['postgres', 'redis', 'exchange', 'ingest', 'worker', 'console', 'proxy'];
const WORKERS = 3;
const UP_WITHIN_MS = 180_000;
const FINISH_WITHIN_MS = 180_000;
/** Forms of other visitors than those of the load. */
const AFTER_THE_LOAD = 80_000;

async function main() {
  const startedAt = performance.now();
  const say = (line) => console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  const dir = await mkdtemp(join(tmpdir(), 'ringback-trial-'));
  const envFile = join(dir, 'env');
  await runCommand(process.execPath, [fileURLToPath(new URL('make-env.mjs', import.meta.url)), envFile]);
  const mailSink = await startMailSink();
  const ports = { http: await findFreePort(), console: await findFreePort() };
  const project = await openComposeProject({
    name: 'ringback-trial',
    envFile,
    env: {
      RINGBACK_IMAGE: IMAGE,
      HTTP_PORT: String(ports.http),
      CONSOLE_PORT: String(ports.console),
      PUBLIC_URL: `http://127.0.0.1:${ports.console}`,
      SMTP_URL: `smtp://host.docker.internal:${mailSink.port}`,
      // All forms come from this machine.
      LIMIT_PER_ADDRESS: '0',
      LIMIT_PER_NETWORK: '0',
      LIMIT_PHONES_PER_VISITOR: '0',
    },
  });
  say(`compose ${project.version}`);
  try {
    // What a run that was cut off has left.
    await project.down();
    await build(say);
    const upAt = performance.now();
    await project.compose(['up', '-d', '--no-build', '--scale', `worker=${WORKERS}`, '--scale', 'ingest=2']);
    await project.waitUntilHealthy(SERVICES, UP_WITHIN_MS);
    say(`up and healthy after ${seconds(upAt)} s: ${WORKERS} workers, 2 ingests`);
    const trial = await openTrial(project, ports);
    say('account and widget made');
    const first = await tryOneForm(trial, mailSink, say);
    await tryKillingWorker(project, trial, first, say);
    await tryStoppingIngests(project, trial, say);
  } finally {
    mailSink.close();
    if (!process.env.KEEP) await project.down();
    if (!process.env.KEEP) await rm(dir, { recursive: true });
  }
  say('passed');
  return 0;
}

async function build(say) {
  const builtAt = performance.now();
  const flags = (process.env.DOCKER_BUILD_FLAGS ?? '').split(' ').filter((flag) => flag !== '');
  const args = process.env.NODE_IMAGE ? ['--build-arg', `NODE_IMAGE=${process.env.NODE_IMAGE}`] : [];
  await runCommand('docker', ['build', '-q', ...flags, ...args, '-t', IMAGE, '.']);
  const size = Number(await runCommand('docker', ['image', 'inspect', '-f', '{{.Size}}', IMAGE]));
  say(`image built in ${seconds(builtAt)} s, ${(size / 1e6).toFixed(0)} MB`);
}

async function tryOneForm(trial, mailSink, say) {
  const postedAt = performance.now();
  // An ingest knows a new widget when Postgres has told it, a moment later.
  const lead = await trial.waitFor('the widget to be known', () => trial.post(0).catch(() => null));
  await trial.waitUntilFinished([lead], FINISH_WITHIN_MS);
  const finishedIn = seconds(postedAt);
  const [view] = await trial.leads([lead]);
  check(trial.isSuccess(view), 'the first form ends in a talk, 200/200', view.status);
  check(view.ip !== trial.claimedAddress, 'a sender cannot choose the address that it is known by', view.ip);
  await trial.waitFor('the letter of the first lead', () => mailSink.letters() > 0);
  say(`first form: talked, 200/200, after ${finishedIn} s; its letter came`);
  return lead;
}

async function tryKillingWorker(project, trial, first, say) {
  const count = Number(process.env.LEADS ?? 200);
  const holder = await trial.findHolder();
  const posting = trial.postMany(count);
  await trial.waitFor('half of the load', () => posting.sent() >= count / 2);
  const killedAt = Date.now();
  await project.docker('kill', '-s', 'KILL', holder);
  say('killed the worker that holds the exchange, under load');
  const leads = await posting.ids;
  const taken = await trial.waitFor('another holder', () => trial.findTakeover(holder, killedAt));
  const { sentAgain, slowestMs } = trial.answers;
  const repeats = sentAgain === 0 ? '' : ` (${sentAgain} times a 503 or silence came first)`;
  say(`all ${count} forms answered 200${repeats}, the slowest answer after ${slowestMs.toFixed(0)} ms`);
  say(`another worker held the exchange ${((taken - killedAt) / 1000).toFixed(1)} s after the kill`);
  await trial.waitUntilFinished(leads, FINISH_WITHIN_MS);
  const views = await trial.leads(leads);
  const talked = views.filter(trial.isSuccess).length;
  say(
    `all ${count} leads finished ${((Date.now() - killedAt) / 1000).toFixed(1)} s after the kill, ${talked} with a talk`,
  );

  const rings = await trial.countRings([...views, ...(await trial.leads([first]))]);
  check(rings.again.length === 0, 'no leg is rung twice, and no phone more often than it was dialled', rings.again);
  say(`${rings.total} rings for ${rings.dialled} dialled legs, none twice`);

  const jobs = await trial.countJobs();
  check(jobs.filter((n) => n > 0).length >= 2, 'two workers have each done jobs', jobs);
  say(`jobs in the logs of the workers: ${jobs.join(', ')}`);
}

/** A form is taken while either of them is away, so the proxy sends to both and finds them again. */
async function tryStoppingIngests(project, trial, say) {
  const replicas = await project.containers('ingest');
  let n = AFTER_THE_LOAD;
  for (const replica of replicas) {
    await project.docker('stop', replica);
    await trial.post((n += 1));
    await project.docker('start', replica);
    await project.waitUntilHealthy(['ingest', 'proxy'], UP_WITHIN_MS);
    // The proxy finds it again by DNS and looks once a second whether it is ready.
    await sleep(3000);
  }
  say(`forms were taken while each of the ${replicas.length} ingests was away in turn`);
}

function check(holds, rule, found) {
  if (!holds) throw new Error(`not so: ${rule}\n${JSON.stringify(found)}`);
}

function seconds(since) {
  return ((performance.now() - since) / 1000).toFixed(1);
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

await runMain(main);
