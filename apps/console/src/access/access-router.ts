import express, { Router } from 'express';
import Joi from 'joi';

import { ConsoleError } from '../problems.ts';
import { readParameters } from '../read-parameters.ts';
import { clientOf } from './authenticate.ts';
import type { Credentials, SignIn } from './sign-in.ts';

const credentials = Joi.object<Credentials>({
  email: Joi.string().max(320).required(),
  password: Joi.string().max(128).required(),
}).unknown();

/** The two doors of the sign-in library that are open; all others stay shut. */
export function createAccessRouter(signIn: SignIn): Router {
  const router = Router();
  router.post('/sign-in/email', express.json({ limit: '4kb' }), async (req, res) => {
    const result = await signIn.signIn(readParameters(credentials, req.body ?? {}), clientOf(req));
    if (result.outcome === 'too-many-tries') {
      res.set('Retry-After', String(result.retryAfterSeconds));
      throw new ConsoleError('too-many-tries', 'Wait a little before you try again.');
    }
    if (result.outcome === 'wrong-credentials') {
      throw new ConsoleError('wrong-credentials', 'No user has this e-mail and this password.');
    }
    res.append('Set-Cookie', result.cookies).status(204).end();
  });
  router.post('/sign-out', async (req, res) => {
    res
      .append('Set-Cookie', await signIn.signOut(clientOf(req)))
      .status(204)
      .end();
  });
  return router;
}
