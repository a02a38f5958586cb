import type { Logger } from '@ringback/runtime';
import { FormError } from '@ringback/submission';
import type { Request, RequestHandler, Response } from 'express';

import type { AcceptSubmission } from './accept-submission.ts';
import { answerRefusal, answerTo, type Answer, type Reader } from './answers.ts';
import type { FloodGuard } from './flood-guard.ts';
import { isNoVisitor } from './is-no-visitor.ts';
import { readSender } from './read-sender.ts';
import type { ReceiveForm } from './receive-form.ts';
import { COMMON_HEADERS, type SendAnswer } from './send-answer.ts';

export interface FormReceiverDeps {
  floods: Pick<FloodGuard, 'countSender'>;
  receiveForm: ReceiveForm;
  acceptSubmission: AcceptSubmission;
  sendAnswer: SendAnswer;
  log: Logger;
}

const METHODS = 'GET, HEAD, POST, OPTIONS';

/** `/formReceiver`: HTTP in, HTTP out. Every method comes here, so that every answer has the same headers. */
export function createFormReceiver(deps: FormReceiverDeps): RequestHandler {
  const { sendAnswer, log } = deps;
  return async (request, response) => {
    const reader = readReader(request);
    if (request.method === 'OPTIONS') {
      answerPreflight(response);
      return;
    }
    if (request.method === 'HEAD') return void response.writeHead(200, COMMON_HEADERS).end();
    if (request.method !== 'POST' && request.method !== 'GET') {
      response.set('Allow', METHODS);
      sendAnswer(response, answerRefusal('method-not-allowed', reader));
      return;
    }
    if (request.method === 'GET' && isNoVisitor(request.headers)) {
      return void response.writeHead(204, COMMON_HEADERS).end();
    }
    try {
      const answer = await receive(request, reader, deps);
      if (answer) sendAnswer(response, answer);
    } catch (err) {
      if (!(err instanceof FormError)) throw err;
      log.info({ code: err.code, reason: err.message }, 'form refused');
      sendAnswer(response, answerRefusal(err.code, reader, { reason: err.message }));
    }
  };
}

/** Null when the sender has gone away and nobody waits for an answer. */
async function receive(
  request: Request,
  reader: Reader,
  { floods, receiveForm, acceptSubmission }: FormReceiverDeps,
): Promise<Answer | null> {
  const sender = readSender(request);
  const flood = floods.countSender(sender.ip);
  if (flood) return answerRefusal('flood', reader, flood);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') return answerRefusal('unsupported-encoding', reader);
  const queryAt = request.originalUrl.indexOf('?');
  const query = queryAt === -1 ? '' : request.originalUrl.slice(queryAt + 1);
  const received = await receiveForm(request, query);
  if (!received) return null;
  try {
    return answerTo(await acceptSubmission(received.form, sender, received.files), reader, sender);
  } finally {
    await received.discardFiles();
  }
}

/** A browser that navigates says so; an old one is known by preferring HTML. Everything else is a script. */
export function readReader(request: Request): Reader {
  const mode = request.get('sec-fetch-mode');
  const wantsPage = mode === undefined ? request.accepts(['json', 'html']) === 'html' : mode === 'navigate';
  // Not by a getter: each object with one gets a hidden class of its own, which keeps the request until the old generation
  // is collected.
  return { wantsPage, language: wantsPage && request.acceptsLanguages(['ru', 'en']) === 'en' ? 'en' : 'ru' };
}

function answerPreflight(response: Response): void {
  response
    .writeHead(204, {
      ...COMMON_HEADERS,
      'Access-Control-Allow-Methods': METHODS,
      'Access-Control-Allow-Headers': '*',
      'Access-Control-Max-Age': '86400',
    })
    .end();
}
