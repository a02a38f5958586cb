import { randomUUIDv7 } from 'node:crypto';
import { IncomingMessage, ServerResponse, type Server } from 'node:http';

import type { Logger } from '@ringback/runtime';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';

import { createAcceptSubmission, type AcceptSubmissionDeps } from './accept-submission.ts';
import { answerRefusal, type AnswerName } from './answers.ts';
import type { HttpConfig } from './config.ts';
import { createFormReceiver, readReader } from './form-receiver.ts';
import type { FloodGuard } from './flood-guard.ts';
import { createPageScriptRouter, findPageScript } from './page-script.ts';
import { createReceiveForm, type ReceiveFormDeps } from './receive-form.ts';
import { COMMON_HEADERS, createSendAnswer, type SendAnswer } from './send-answer.ts';
import { createBoundedServer, type BoundedServerOptions } from './server.ts';
import { largestUpload } from './upload.ts';

export interface IngestServerDeps extends Pick<AcceptSubmissionDeps, 'findWidget' | 'enqueue' | 'digest' | 'now'> {
  isReady: () => boolean;
  floods: Pick<FloodGuard, 'countSender' | 'countWidget' | 'countPhone'>;
  files: ReceiveFormDeps['files'];
  largestFiles: ReceiveFormDeps['largestFiles'];
  onAnswer: (name: AnswerName) => void;
}

/** Every answer is there within 350 ms, whatever is away. */
const ENQUEUE_WITHIN_MS = 290;

/** The public HTTP server, not listening yet. */
export function createIngestServer(
  config: Pick<HttpConfig, 'trustProxyHops'>,
  deps: IngestServerDeps,
  log: Logger,
): Server {
  const acceptSubmission = createAcceptSubmission({
    findWidget: deps.findWidget,
    floods: deps.floods,
    enqueue: deps.enqueue,
    digest: deps.digest,
    enqueueWithinMs: ENQUEUE_WITHIN_MS,
    newLeadId: randomUUIDv7,
    now: deps.now,
    log,
  });
  const app = createExpress(config.trustProxyHops);
  const sendAnswer = createSendAnswer(deps.onAnswer);
  const receiveForm = createReceiveForm({ files: deps.files, largestFiles: deps.largestFiles, log });
  // First, and with its headers written at once: nearly every request is a form.
  app
    .route('/formReceiver')
    .all(createFormReceiver({ floods: deps.floods, receiveForm, acceptSubmission, sendAnswer, log }));
  app.use(setCommonHeaders);
  app.get('/livez', (_request, response) => void response.type('text').send('ok'));
  app.get('/readyz', (_request, response) => {
    const ready = deps.isReady();
    response
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ok' : 'not ready');
  });
  app.use(createPageScriptRouter(findPageScript, log));
  app.use((request, response) => {
    sendAnswer(response, answerRefusal('unknown-address', readReader(request)));
  });
  app.use(answerError(sendAnswer, log));
  return createBoundedServer(app, () => largestUpload(deps.largestFiles()), {
    classes: withPrototypesOf(app),
  });
}

function createExpress(trustProxyHops: number): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', false);
  app.set('trust proxy', trustProxyHops);
  return app;
}

/**
 * Express changes the prototype of each request and response, after which the engine knows nothing of their shape any
 * more. Those that are made with it are left as they are.
 */
function withPrototypesOf(app: Express): NonNullable<BoundedServerOptions['classes']> {
  class AppRequest extends IncomingMessage {}
  class AppResponse<R extends IncomingMessage> extends ServerResponse<R> {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype });
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse };
}

const setCommonHeaders: RequestHandler = (_request, response, next) => {
  response.set(COMMON_HEADERS);
  next();
};

function answerError(sendAnswer: SendAnswer, log: Logger): ErrorRequestHandler {
  return (err, request, response, next) => {
    log.error({ err }, 'request failed');
    if (response.headersSent) {
      next(err);
      return;
    }
    sendAnswer(response, answerRefusal('internal-error', readReader(request)));
  };
}
