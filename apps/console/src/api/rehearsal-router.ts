import { randomUUID } from 'node:crypto';

import { findWidget, leadFactsOf, loadSettings, type Database } from '@ringback/db';
import {
  describeStatus,
  describeTimelineEntry,
  rehearse,
  type Language,
  type LegBehaviour,
  type Rehearsal,
} from '@ringback/scenario';
import { readPhone } from '@ringback/submission';
import express, { Router } from 'express';
import Joi from 'joi';

import type { Authenticate } from '../access/authenticate.ts';
import { ConsoleError } from '../problems.ts';
import { readParameters } from '../read-parameters.ts';
import { chooseLanguage } from './choose-language.ts';

export interface RehearsalRouterDeps {
  prisma: Database['prisma'];
  authenticate: Authenticate;
  now: () => Date;
}

interface RehearsalDocument {
  at: Date | null;
  phone: string;
  visitorName: string | null;
  formName: string | null;
  comment: string | null;
  source: string | null;
  visitor: LegBehaviour;
  managers: LegBehaviour[];
}

const seconds = Joi.number().min(0).max(14_400);
const behaviour = Joi.object<LegBehaviour>({
  does: Joi.valid('answer', 'not-answer', 'decline', 'be-busy', 'be-unavailable', 'fail', 'be-a-machine').default(
    'answer',
  ),
  afterSeconds: seconds.default(5),
  key: Joi.string()
    .pattern(/^[0-9*#]$/)
    .allow(null)
    .default(null),
  keyAfterSeconds: seconds.default(3),
  staysSeconds: seconds.allow(null).default(null),
});
const text = Joi.string().max(500).allow(null, '').empty('').default(null);

const rehearsalDocument = Joi.object<RehearsalDocument>({
  at: Joi.date().iso().min('2000-01-01').max('2100-01-01').allow(null).default(null),
  phone: Joi.string().max(64).required(),
  visitorName: text,
  formName: text,
  comment: text,
  source: text,
  visitor: behaviour.default({ does: 'answer', afterSeconds: 5, key: null, keyAfterSeconds: 3, staysSeconds: 60 }),
  managers: Joi.array().items(behaviour).min(1).max(50).required(),
});

/** Who would be rung when, and what would come of it, under the settings of a widget as they are. */
export function createRehearsalRouter({ prisma, authenticate, now }: RehearsalRouterDeps): Router {
  const router = Router();
  router.post('/widgets/:hash/rehearsal', express.json({ limit: '16kb' }), async (req, res) => {
    const { accountId } = await authenticate(req, res);
    const widget = await findWidget(prisma, accountId, req.params.hash.toLowerCase());
    if (!widget) throw new ConsoleError('widget-not-found', 'No widget of this account has this hash.');
    const given = readParameters(rehearsalDocument, req.body ?? {});
    const settings = await loadSettings(prisma, widget.id, widget.settingsVersion);
    const { phone, refusal } = readPhone(given.phone, { ...settings.phone, pins: {} });
    const { visitorName, formName, comment, source } = given;
    const kept = { leadId: randomUUID(), receivedAt: given.at ?? now(), phone, visitorName, formName, comment, source };
    const rehearsal = rehearse(leadFactsOf(kept, settings), given, refusal);
    res.json(viewRehearsal(rehearsal, chooseLanguage(req, res)));
  });
  return router;
}

function viewRehearsal({ calls, timeline, status }: Rehearsal, language: Language): object {
  return {
    status: { ...status, text: describeStatus(status, language) },
    calls: calls.map(({ at, ...call }) => ({ at: at.toISOString(), ...call })),
    timeline: timeline.map(({ at, entry }) => ({
      at: at.toISOString(),
      type: entry.type,
      text: describeTimelineEntry(entry, language),
    })),
  };
}
