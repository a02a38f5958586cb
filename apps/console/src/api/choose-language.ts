import type { Language } from '@ringback/scenario';
import type { Request, Response } from 'express';

/** The words of an answer follow `Accept-Language`; English, where it says nothing that we have. */
export function chooseLanguage(req: Request, res: Response): Language {
  const language = req.acceptsLanguages('en', 'ru') === 'ru' ? 'ru' : 'en';
  res.vary('Accept-Language').set('Content-Language', language);
  return language;
}
