import { describe, expect, it } from '@jest/globals';

import { buildSwitchOffLetter } from './build-switch-off-letter.ts';

const webhook = {
  widgetName: 'Shop <b>',
  url: 'https://client.example/hook?token=secret',
  failingSince: new Date('2026-11-20T10:00:00.000Z'),
  reason: 'gone',
} as const;

describe('buildSwitchOffLetter', () => {
  it('tells which webhook, why and since when, but not what its address may keep secret', () => {
    const { subject, text, html } = buildSwitchOffLetter(webhook, { language: 'en', consoleUrl: 'https://c.example/' });
    expect(subject).toBe('A webhook was switched off');
    expect(text).toContain('https://client.example/hook\n');
    expect(text).toContain('2026-11-20 10:00');
    expect(text).toContain('410');
    expect(text).toContain('https://c.example/deliveries');
    expect(html).toContain('Shop &lt;b&gt;');
    expect(text + html).not.toContain('secret');
  });

  it('speaks Russian', () => {
    const letter = buildSwitchOffLetter({ ...webhook, reason: 'failing' }, { language: 'ru', consoleUrl: null });
    expect(letter.subject).toBe('Вебхук выключен');
    expect(letter.text).toContain('Несколько дней');
  });
});
