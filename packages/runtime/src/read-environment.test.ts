import { describe, expect, it } from '@jest/globals';
import Joi from 'joi';

import { readEnvironment } from './read-environment.ts';

const schema = Joi.object<{ PORT: number; SECRET: string }>({
  PORT: Joi.number().port().default(3100),
  SECRET: Joi.string().base64().length(8).required(),
});

describe('readEnvironment', () => {
  it('reads what the schema knows and leaves out the rest', () => {
    expect(readEnvironment(schema, { PORT: '80', SECRET: 'c2VjcmV0', HOME: '/root' })).toEqual({
      PORT: 80,
      SECRET: 'c2VjcmV0',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnvironment(schema, { PORT: '', SECRET: 'c2VjcmV0' })).toMatchObject({ PORT: 3100 });
    expect(() => readEnvironment(schema, { SECRET: '' })).toThrow('"SECRET" is required');
  });

  it('names everything that is wrong at once, and shows no value', () => {
    const read = (): unknown => readEnvironment(schema, { PORT: 'eighty', SECRET: 'hunter2!' });
    expect(read).toThrow('invalid environment');
    expect(read).toThrow('"PORT"');
    expect(read).toThrow('"SECRET"');
    expect(read).not.toThrow('hunter2');
  });
});
