import { parseWidgetSettings, type WidgetSettings } from '@ringback/scenario';
import Joi from 'joi';

import { ConsoleError } from './problems.ts';

/** Settings of a widget, or `invalid-parameters` with everything in them that does not hold. */
export function parseSettings(document: object): WidgetSettings {
  try {
    return parseWidgetSettings(document);
  } catch (err) {
    if (!Joi.isError(err)) throw err;
    const problems = err.details.map(({ path, message }) => ({ parameter: path.join('.'), message }));
    throw new ConsoleError('invalid-parameters', 'The settings do not hold.', { problems });
  }
}
