import {
  changeSettings,
  findSmtpAccount,
  findWidget,
  loadSettings,
  removeSmtpAccount,
  saveSmtpAccount,
  type Database,
} from '@ringback/db';
import { smtpAccountSchema } from '@ringback/letters';
import type { LetterKind, LetterSettings } from '@ringback/scenario';
import express, { Router, type Request, type Response } from 'express';
import Joi from 'joi';

import type { Authenticate } from '../access/authenticate.ts';
import { parseSettings } from '../parse-settings.ts';
import { ConsoleError } from '../problems.ts';
import { readParameters } from '../read-parameters.ts';
import { createHourlyLimit } from '../hourly-limit.ts';
import type { LetterDesk } from './letter-desk.ts';
import { viewAccount, viewLetters } from './letters-view.ts';

export interface LettersRouterDeps {
  prisma: Database['prisma'];
  authenticate: Authenticate;
  desk: LetterDesk;
  now: () => Date;
}

interface DraftBody {
  letter: LetterKind;
  subject: string | null;
  body: string | null;
  to?: string;
}

const TEST_LETTERS_AN_HOUR = 30;

const draftBody = Joi.object<DraftBody>({
  letter: Joi.valid('submission', 'status').required(),
  subject: Joi.string().max(500).allow(null).empty('').default(null),
  body: Joi.string().max(20_000).allow(null).empty('').default(null),
});
const testBody = draftBody.keys({ to: Joi.string().email({ tlds: false }).max(254).required() });
const lettersBody = Joi.object<LetterSettings>({
  recipients: Joi.array().required(),
  templates: Joi.object().required(),
});

/** What a widget writes to whom: `/widgets/:hash/letters` and `/widgets/:hash/smtp-account`. */
export function createLettersRouter({ prisma, authenticate, desk, now }: LettersRouterDeps): Router {
  const router = Router();
  const takeTestLetter = createHourlyLimit(TEST_LETTERS_AN_HOUR, now);

  const open = async (req: Request<{ hash: string }>, res: Response) => {
    const { accountId } = await authenticate(req, res);
    const hash = req.params.hash.toLowerCase();
    const widget = await findWidget(prisma, accountId, hash);
    if (!widget) throw widgetNotFound();
    const settings = await loadSettings(prisma, widget.id, widget.settingsVersion);
    return { accountId, hash, widget, settings, account: await findSmtpAccount(prisma, hash) };
  };

  router.get('/widgets/:hash/letters', async (req, res) => {
    const { settings, account } = await open(req, res);
    res.json(viewLetters(settings, account, desk.installationSender));
  });
  router.put('/widgets/:hash/letters', readJson, async (req, res) => {
    const { accountId, hash, settings, account } = await open(req, res);
    const letters = readParameters(lettersBody, req.body ?? {});
    const { templates } = parseSettings({ ...settings, letters }).letters;
    await desk.checkTemplates(templates, settings);
    const saved = await changeSettings(prisma, { accountId, hash }, (current) =>
      parseSettings({ ...current, letters }),
    );
    if (!saved) throw widgetNotFound();
    res.json(viewLetters(saved, account, desk.installationSender));
  });
  router.post('/widgets/:hash/letters/preview', readJson, async (req, res) => {
    const { settings } = await open(req, res);
    const { letter, ...template } = readParameters(draftBody, req.body ?? {});
    res.json(await desk.preview({ letter, template, settings }));
  });
  router.post('/widgets/:hash/letters/test', readJson, async (req, res) => {
    const { accountId, hash, settings } = await open(req, res);
    const { letter, to = '', ...template } = readParameters(testBody, req.body ?? {});
    const waitSeconds = takeTestLetter(accountId);
    if (waitSeconds > 0) {
      res.set('Retry-After', String(waitSeconds));
      throw new ConsoleError('too-many-tries', 'Wait a little before you send another test letter.');
    }
    res.json({ response: await desk.sendTest({ letter, template, settings }, to, hash) });
  });
  router.put('/widgets/:hash/smtp-account', readJson, async (req, res) => {
    const { widget, account } = await open(req, res);
    const sealed = await desk.sealAccount(readParameters(smtpAccountSchema, req.body ?? {}), account);
    await saveSmtpAccount(prisma, widget.id, sealed);
    res.json(viewAccount(sealed));
  });
  router.delete('/widgets/:hash/smtp-account', async (req, res) => {
    const { widget } = await open(req, res);
    await removeSmtpAccount(prisma, widget.id);
    res.status(204).end();
  });
  return router;
}

const readJson = express.json({ limit: '200kb' });

function widgetNotFound(): ConsoleError {
  return new ConsoleError('widget-not-found', 'No widget of this account has this hash.');
}
