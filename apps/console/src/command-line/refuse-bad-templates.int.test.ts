import { parseWidgetSettings } from '@ringback/scenario';
import { describe, expect, it } from '@jest/globals';

import { refuseBadTemplates } from './refuse-bad-templates.ts';

const settingsWith = (body: string) =>
  parseWidgetSettings({
    sites: ['shop.example'],
    offices: [{ name: 'Office', managers: [{ name: 'Anna', number: '100' }] }],
    letters: { templates: { status: { body } } },
  });

describe('refuseBadTemplates', () => {
  it('names the line of what is wrong', async () => {
    await expect(refuseBadTemplates(settingsWith('\n{{ nmae }}'))).rejects.toThrow(
      'letters.templates.status.body, line 2: there is no nmae in a letter',
    );
  });

  it('lets good templates pass', async () => {
    await expect(refuseBadTemplates(settingsWith('{{ status }} {% lead_table %}'))).resolves.toBeUndefined();
  });
});
