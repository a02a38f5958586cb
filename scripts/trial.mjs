import { setTimeout as sleep } from 'node:timers/promises';

const ACCOUNT = 'Trial';
const MANAGER = '+74950000010';
const POST_EVERY_MS = 40;
const MAX_TRIES = 20;
const TRY_AGAIN_MS = 500;
const PAGE = 100;

const WIDGET = {
  account: ACCOUNT,
  name: 'Trial',
  settings: {
    language: 'en',
    sites: ['shop.example'],
    offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: MANAGER, lines: 1000 }] }],
    retry: { intervalsSeconds: [2, 4, 8] },
    letterTo: ['owner@shop.example'],
  },
};

/** Says that a worker has done a job; what else it logs are faults and its own life. */
const JOB_MESSAGES = new Set(['lead was stored', 'lead finished', 'leg was dialled']);

/** An account and a widget made by the operator's commands, and what a trial does with them. */
export async function openTrial(project, ports) {
  const ingestUrl = `http://127.0.0.1:${ports.http}`;
  const account = ['--account', ACCOUNT, '--email', 'operator@shop.example', '--operator'];
  const created = await project.exec('console', ['npm', 'run', '-s', 'account:create', '--', ...account]);
  const saved = await project.exec(
    'console',
    ['npm', 'run', '-s', 'widget:save', '--', '-', '--ingest', ingestUrl],
    JSON.stringify(WIDGET),
  );
  const apiKey = /^API key +(\S+)$/m.exec(created)[1];
  const [formUrl] = /http:[^"]+\/formReceiver[^"]+/.exec(saved);
  const claimedAddress = '203.0.113.9';
  // All of them: later Compose v2 does not list the one that was killed.
  const workers = await project.containers('worker');

  const send = async (n) => {
    const response = await fetch(formUrl, {
      method: 'POST',
      headers: { 'X-Forwarded-For': claimedAddress },
      body: new URLSearchParams({ form_name: 'Trial', name: `Visitor ${n}`, phone: phoneOf(n) }),
      signal: AbortSignal.timeout(10_000),
    });
    return { status: response.status, body: await response.text() };
  };
  const answers = { sentAgain: 0, slowestMs: 0 };
  const post = async (n) => {
    for (let tries = 1; ; tries += 1) {
      const sentAt = performance.now();
      const { status, body } = await send(n).catch((err) => ({ status: 0, body: String(err.cause ?? err) }));
      answers.slowestMs = Math.max(answers.slowestMs, performance.now() - sentAt);
      if (status === 200) return JSON.parse(body).id;
      if ((status !== 503 && status !== 0) || tries === MAX_TRIES) {
        throw new Error(`form ${n} was answered ${status}: ${body}`);
      }
      // Nothing is promised by a 503 or by silence, and senders repeat: an overloaded machine is like that for a while.
      answers.sentAgain += 1;
      await sleep(TRY_AGAIN_MS);
    }
  };
  const get = async (path) => {
    const headers = { Authorization: `Bearer ${apiKey}` };
    const response = await fetch(`http://127.0.0.1:${ports.console}/api/v1/${path}`, { headers });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}`);
    return response.json();
  };
  const leads = async (ids) => {
    const found = new Map();
    let cursor = '';
    do {
      const page = await get(`leads?limit=${PAGE}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      for (const lead of page.items) found.set(lead.id, lead);
      cursor = page.nextCursor;
    } while (cursor);
    // An id that is an alias of a lead is in no list, and neither is one that got lost.
    return Promise.all(ids.map((id) => found.get(id) ?? get(`leads/${id}`).catch(() => ({ id, state: 'unknown' }))));
  };
  const isHeld = ({ msg }) => msg === 'exchange is held';

  return {
    claimedAddress,
    post,
    answers,
    leads,
    waitFor,
    isSuccess: ({ status }) => status?.manager === 200 && status.visitor === 200,
    waitUntilFinished: async (ids, withinMs) => {
      let unfinished = [];
      const areFinished = async () => {
        unfinished = (await leads(ids)).filter(({ state }) => state !== 'finished');
        return unfinished.length === 0;
      };
      await waitFor('leads to be finished', areFinished, withinMs).catch((err) => {
        throw new Error(unfinished.map(({ id, state }) => `${id} is ${state}`).join('\n'), { cause: err });
      });
    },
    postMany: (count) => {
      let sent = 0;
      const all = async () => {
        const posts = [];
        for (let n = 1; n <= count; n += 1) {
          posts.push(post(n));
          sent += 1;
          await sleep(POST_EVERY_MS);
        }
        return Promise.all(posts);
      };
      const ids = all();
      // Whoever waits for the ids hears of a failure, though perhaps later than it happens.
      ids.catch(() => undefined);
      return { sent: () => sent, ids };
    },
    /** The container of the worker that makes the calls. */
    findHolder: async () => {
      for (const id of workers) {
        if ((await project.readLog(id)).some(isHeld)) return id;
      }
      throw new Error('no worker holds the exchange');
    },
    /** When another worker took the exchange after that moment; null: none has yet. */
    findTakeover: async (formerHolder, since) => {
      for (const id of workers.filter((worker) => worker !== formerHolder)) {
        const held = (await project.readLog(id)).find((line) => isHeld(line) && line.time >= since);
        if (held) return held.time;
      }
      return null;
    },
    /** For each worker the lines of its log that tell of a job. */
    countJobs: async () => {
      const logs = await Promise.all(workers.map(project.readLog));
      return logs.map((lines) => lines.filter(({ msg }) => JOB_MESSAGES.has(msg)).length);
    },
    countRings: async (views) => countRings(views, await readWitness(project)),
  };
}

async function readWitness(project) {
  const program = 'fetch("http://127.0.0.1:8088/witness").then((r) => r.text()).then((t) => process.stdout.write(t))';
  const { events } = JSON.parse(await project.exec('exchange', ['node', '-e', program]));
  return events.filter(({ kind }) => kind === 'ring');
}

/** Compares what the exchange has seen with what the leads say was dialled. */
function countRings(views, rings) {
  const legs = views.flatMap(({ attempts }) => attempts.flatMap((attempt) => attempt.legs));
  const dialled = legs.filter(({ dialedAt }) => dialedAt !== null);
  const dialledOf = Map.groupBy(dialled, ({ number }) => number);
  const again = [];
  for (const [callId, ofCall] of Map.groupBy(rings, (ring) => ring.callId)) {
    if (ofCall.length > 1) again.push({ callId, rings: ofCall.length });
  }
  const ringsOf = Map.groupBy(rings, ({ number }) => number);
  for (const [number, { length }] of dialledOf) {
    const rung = ringsOf.get(number)?.length ?? 0;
    if (number !== MANAGER && rung > length) again.push({ number, rings: rung, dialled: length });
  }
  return { total: rings.length, dialled: dialled.length, again };
}

/** The last two digits say how the simulated phone behaves: 10 answers and talks. */
function phoneOf(n) {
  return `+7916${String(10_000 + n)}10`;
}

async function waitFor(what, find, withinMs = 60_000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(100);
  }
}
