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

const COMMON_HEADER_LIST = Object.entries(COMMON_HEADERS).flat();

/** Sends answers and tells the name of each. */
export function createSendAnswer(onAnswer: (name: AnswerName) => void): SendAnswer {
  return (response, answer) => {
    onAnswer(answer.name);
    // A list of names and values is written as it is.
    const headers = [...COMMON_HEADER_LIST, 'Content-Length', String(Buffer.byteLength(answer.body))];
    for (const name in answer.headers) headers.push(name, answer.headers[name] ?? '');
    response.writeHead(answer.status, headers).end(answer.body);
  };
}
