import { describe, expect, it } from '@jest/globals';

import { buildLetter } from './build-letter.ts';
import { checkLetterTemplates } from './check-letter-templates.ts';
import { composeLetter } from './compose-letter.ts';
import { buildSampleLead } from './sample-leads.ts';
import { renderTemplate } from './template/render-template.ts';

const options = { language: 'en', consoleUrl: 'https://cabinet.example' } as const;
const lead = buildSampleLead('submission', 'en');
const inThisThread = { render: (job: Parameters<typeof renderTemplate>[0]) => Promise.resolve(renderTemplate(job)) };
const compose = (subject: string | null, body: string | null) =>
  composeLetter({ kind: 'submission', lead, options, template: { subject, body } }, inThisThread);

describe('composeLetter', () => {
  it('writes in our own words where the widget has none', async () => {
    expect(await compose(null, null)).toEqual({ letter: buildLetter('submission', lead, options), faults: [] });
  });

  it('frames the body of the widget as ours, so that a phone shows it well', async () => {
    const { letter } = await compose('Call {{ name }}', '<p>{{ name }}, {{ utm.source }}, {{ received_at }}</p>');
    expect(letter.subject).toBe('Call Mary Smith');
    expect(letter.html).toContain('<p>Mary Smith, yandex, 23 November 2026 at 10:00 UTC</p>');
    expect(letter.html).toContain('width=device-width');
    expect(letter.text).toBe('Mary Smith, yandex, 23 November 2026 at 10:00 UTC\n');
  });

  it('keeps our own words for the part that the widget does not write', async () => {
    const ours = buildLetter('submission', lead, options);
    expect((await compose('Call!', null)).letter).toEqual({ ...ours, subject: 'Call!' });
    expect((await compose(null, 'Call!')).letter).toMatchObject({ subject: ours.subject, text: 'Call!\n' });
  });

  it('has the whole lead, with its links, where the template asks for the table', async () => {
    const { letter } = await compose(null, '<p>Hello</p>{% lead_table %}');
    const [, ...links] = buildLetter('submission', lead, options).html.match(/href="[^"]*"/g) ?? [];
    expect(letter.html.match(/href="[^"]*"/g)).toEqual(links);
    expect(letter.text).toContain('Hello\n\nCall: ');
  });

  it('writes in our own words when the template fails, and says why', async () => {
    expect(await compose('Call', '{{ name | nope }}')).toEqual({
      letter: buildLetter('submission', lead, options),
      faults: [{ part: 'body', line: 1, message: 'undefined filter: nope' }],
    });
  });
});

describe('checkLetterTemplates', () => {
  const check = (body: string) =>
    checkLetterTemplates(
      { submission: { subject: null, body: null }, status: { subject: null, body } },
      options,
      inThisThread,
    );

  it('finds nothing wrong with templates that can tell of every lead', async () => {
    expect(
      await check('{{ status }}{% for f in fields %}{{ f.name }}{% endfor %}{% if name %}{{ name }}{% endif %}'),
    ).toEqual([]);
  });

  it('finds what goes wrong only with a lead that is short or long', async () => {
    const loops = '{% for a in fields %}{% for b in fields %}{{ b.value }}{% endfor %}{% endfor %}';
    expect(await check(`\n{{ status }}${loops}`)).toEqual([
      { letter: 'status', part: 'body', line: 2, message: 'the letter becomes too long' },
    ]);
    expect(await check('{{ name }}')).toEqual([
      { letter: 'status', part: 'body', line: 1, message: 'the letter becomes empty when a lead tells little' },
    ]);
  });
});
