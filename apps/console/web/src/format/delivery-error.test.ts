import { describe, expect, it } from '@jest/globals';

import { describeDeliveryError } from './delivery-error.ts';

describe('describeDeliveryError', () => {
  it.each([
    ['connection refused', 'в соединении отказано'],
    ['the endpoint answered 503', 'приёмник ответил 503'],
    ['port 25 is not allowed', 'порт 25 не разрешён'],
    ['evil.test is not one of the hosts that may be reached', 'к узлу evil.test обращаться нельзя'],
  ])('says %s in Russian', (error, words) => {
    expect(describeDeliveryError(error, 'ru')).toBe(words);
    expect(describeDeliveryError(error, 'en')).toBe(error);
  });

  it.each(['451 4.7.1 Greylisted, come back later', 'constructor', ''])('leaves the words of a server: %s', (error) => {
    expect(describeDeliveryError(error, 'ru')).toBe(error);
  });
});
