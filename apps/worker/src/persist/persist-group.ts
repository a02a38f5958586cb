import {
  ChainTakenError,
  findCallHistory,
  findEqualLeads,
  findStoredLeads,
  keepRejected,
  LeadRefusedError,
  persistLeads,
  recogniseSettingsOf,
  saveAliases,
  type PrismaClient,
} from '@ringback/db';
import { SAME_LEAD_MS, type FindChosenIds, type Seal } from '@ringback/queue';
import type { Logger } from '@ringback/runtime';
import type { ExchangeFacts } from '@ringback/scenario';
import { understandForm, type AcceptedForm } from '@ringback/submission';

import type { Dispatch } from '../scenario/dispatcher.ts';
import type { KeptScenarios } from '../scenario/kept-scenarios.ts';
import type { FindSettings } from '../settings-cache.ts';
import { decideLeads, type DecidedLead } from './decide-leads.ts';
import { askForCalls, countCallsSince, EarlierCalls, type CallLimits } from './earlier-calls.ts';

export interface PersistDeps {
  prisma: PrismaClient;
  findSettings: FindSettings;
  kept: KeptScenarios;
  dispatch: Dispatch;
  /** One of one way out, where it is left out. */
  exchanges?: () => ExchangeFacts[];
  seal: Seal;
  /** Null where nothing is stored before its id is chosen. */
  findChosenIds: FindChosenIds | null;
  limits: CallLimits;
  now: () => Date;
  log: Logger;
}

/** Understands the forms of one job, stores them as leads and sets off what their first decisions ask for. Safe to repeat. */
export type PersistGroup = (sealed: string) => Promise<void>;

const CHAIN_TRIES = 5;

export function createPersistGroup(deps: PersistDeps): PersistGroup {
  const { prisma, seal, kept, dispatch, log } = deps;

  const store = async (group: AcceptedForm[]): Promise<void> => {
    const leads = await storeTogether(deps, group);
    await Promise.all(
      leads.map(async ({ accepted, lead, decision }) => {
        const { phoneRefusal, isSend, backUrl } = accepted.submission;
        const widgetHash = accepted.submission.widgetHash ?? '';
        log.info({ leadId: accepted.leadId, widgetHash, phoneRefusal }, 'lead was stored');
        const { version, transition } = decision;
        kept.set(accepted.leadId, { version, state: transition.next, lead, widgetHash, isSend, backUrl });
        await dispatch(decision, widgetHash);
      }),
    );
  };

  const storeAlone = async (accepted: AcceptedForm): Promise<void> => {
    try {
      await store([accepted]);
    } catch (err) {
      if (!(err instanceof LeadRefusedError)) throw err;
      log.error({ err, leadId: accepted.leadId }, 'lead was refused by the database');
      const { leadId, files = [] } = accepted;
      const sealed = seal.seal(JSON.stringify(accepted));
      const fileKeys = files.flatMap(({ key }) => key ?? []);
      await keepRejected(prisma, { leadId, reason: err.reason, sealed, fileKeys, at: deps.now() });
    }
  };

  /** What is wrong with one must not take its neighbours with it; what is left over fails the job, to be tried again. */
  const storeOneByOne = async (group: AcceptedForm[]): Promise<void> => {
    const failures: unknown[] = [];
    for (const accepted of group) await storeAlone(accepted).catch((err: unknown) => failures.push(err));
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} submissions were not stored`);
  };

  const storeTogetherOrNot = (group: AcceptedForm[]): Promise<void> =>
    store(group).catch(async (err: unknown) => {
      log.warn({ err, leads: group.length }, 'group was not stored together');
      // A Postgres that is away is not asked for each of them.
      await prisma.$queryRaw`SELECT 1`;
      await storeOneByOne(group);
    });

  return async (sealed) => {
    // A job that died after everything was stored and its payload was removed.
    if (sealed === '') return;
    // Sealed by ingest with our own key, so the shape is ours.
    const accepted = JSON.parse(seal.open(sealed)) as AcceptedForm[];
    const chosen = (await deps.findChosenIds?.(accepted.map(({ leadId }) => leadId))) ?? new Map<string, string>();
    const group = accepted.map((form) => ({ ...form, leadId: chosen.get(form.leadId) ?? form.leadId }));
    const stored = await findStoredLeads(
      prisma,
      group.map(({ leadId }) => leadId),
    );
    const unknown = distinct(group).filter(({ leadId }) => !stored.has(leadId));
    if (unknown.length > 0) await storeTogetherOrNot(unknown);
    // After the leads that they lead to.
    if (chosen.size > 0) await saveAliases(prisma, chosen);
  };
}

/** The same form sent twice has one id, and may be in one group twice. The first counts. */
function distinct(group: AcceptedForm[]): AcceptedForm[] {
  return group.filter(({ leadId }, place) => group.findIndex((other) => other.leadId === leadId) === place);
}

/** Equal submissions get one id where they are accepted; after an outage there the second is merged here. */
async function mergeEqual(prisma: PrismaClient, group: AcceptedForm[]): Promise<ReadonlyMap<string, string>> {
  const aliases = await findEqualLeads(prisma, group, SAME_LEAD_MS);
  if (aliases.size > 0) await saveAliases(prisma, aliases);
  return aliases;
}

/** Answers the leads that were stored by this; what another worker has stored first, is its own to set off. */
async function storeTogether(deps: PersistDeps, group: AcceptedForm[]): Promise<DecidedLead[]> {
  const { prisma, findSettings, limits, now } = deps;
  const withSettings = await Promise.all(
    group.map(async (form) => {
      const settings = await findSettings(form.widgetId, form.settingsVersion);
      return { accepted: understandForm(form, recogniseSettingsOf(settings)), settings };
    }),
  );
  const counted = [limits, ...withSettings.map(({ settings }) => settings.limits)];
  for (let tries = 1; ; tries += 1) {
    const at = now();
    const requests = withSettings.map(({ accepted }) => askForCalls(accepted));
    const history = await findCallHistory(prisma, requests, countCallsSince(counted, at));
    // After the history: an equal lead that is stored later than this has begun a chain that it does not know of.
    const aliases = await mergeEqual(prisma, group);
    const leads = decideLeads(
      withSettings.filter(({ accepted }) => !aliases.has(accepted.leadId)),
      new EarlierCalls(history, limits),
      at,
      deps.exchanges?.(),
    );
    try {
      if (leads.length === 0) return [];
      const stored = await persistLeads(prisma, leads);
      return leads.filter(({ accepted }) => stored.has(accepted.leadId));
    } catch (err) {
      if (!(err instanceof ChainTakenError) || tries === CHAIN_TRIES) throw err;
    }
  }
}
