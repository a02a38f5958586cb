import type { Response } from 'express';

import type { Answer, AnswerName } from './answers.ts';

export type SendAnswer = (response: Response, answer: Answer) => void;

/** Forms come from any site and carry no credentials, so that any site may read the answer. */
export const COMMON_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Ringback-Lead-Id, Retry-After',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Sends answers and tells the name of each. */
export function createSendAnswer(onAnswer: (name: AnswerName) => void): SendAnswer {
  return (response, answer) => {
    onAnswer(answer.name);
    const length = { 'Content-Length': Buffer.byteLength(answer.body) };
    response.writeHead(answer.status, { ...COMMON_HEADERS, ...answer.headers, ...length }).end(answer.body);
  };
}
