import { describe, expect, it } from '@jest/globals';

import { parseEndpoint } from './endpoint.ts';

describe('parseEndpoint', () => {
  it.each([
    ['Local/manager@people', 'manager', 'people'],
    ['PJSIP/+79001234510@trunk', '+79001234510', 'trunk'],
    ['SIP/trunk/79001234510', '79001234510', 'default'],
    ['PJSIP/101', '101', 'default'],
  ])('finds the number in %s', (endpoint, exten, context) => {
    expect(parseEndpoint(endpoint)).toMatchObject({ exten, context });
  });

  it.each(['Nothing/1', 'Local', '', '/'])('knows no technology for %p', (endpoint) => {
    expect(parseEndpoint(endpoint)).toBeNull();
  });
});
