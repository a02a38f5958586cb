import type { Response } from 'express';

import type { Answer, AnswerName } from './answers.ts';

export type SendAnswer = (response: Response, answer: Answer) => void;

/** Sends answers and tells the name of each. */
export function createSendAnswer(onAnswer: (name: AnswerName) => void): SendAnswer {
  return (response, answer) => {
    onAnswer(answer.name);
    response.status(answer.status).set(answer.headers).end(answer.body);
  };
}
