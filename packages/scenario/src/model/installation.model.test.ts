import { env } from 'node:process';

import { describe, it } from '@jest/globals';
import fc from 'fast-check';

import { buildLeadFacts, NO_REFUSALS } from '../build-lead-facts.ts';
import { anyCommands, settle } from './commands.ts';
import { Installation } from './installation.ts';

const RUNS = Number(env['RUNS'] ?? (env['LONG'] === '1' ? 100_000 : 2_000));

const PHONES = ['+79160000000', '+79160000001'] as const;

/** Managers have a phone each, so that whoever is rung twice in an attempt is rung twice by mistake. */
const office = fc.record({
  managers: fc.integer({ min: 1, max: 3 }),
  lines: fc.integer({ min: 1, max: 2 }),
  extension: fc.boolean(),
});

const settings = fc.record({
  offices: fc.array(office, { minLength: 1, maxLength: 2 }),
  ring: fc.constantFrom('in-turn', 'at-once'),
  callFirst: fc.constantFrom('manager', 'visitor'),
  record: fc.boolean(),
  exchanges: fc.constantFrom([], [], ['two', 'one'], ['two']),
  visitorConnectLimitSeconds: fc.constantFrom(20, 90),
  schedule: fc.constantFrom(null, null, null, {}),
  whenStale: fc.constantFrom('lead', 'defer'),
  briefing: fc.record({
    acceptBy: fc.constantFrom('key', 'key', 'answer', 'repeats'),
    repeats: fc.integer({ min: 1, max: 2 }),
  }),
  leastTalkSeconds: fc.constantFrom(0, 5),
  freshnessSeconds: fc.constantFrom(60, 900, 200_000),
  retry: fc.record({ intervalsSeconds: fc.array(fc.constantFrom(1, 60, 600), { maxLength: 3 }) }),
});
type Settings = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;

function documentOf({ offices, ...rest }: Settings): object {
  let phones = 0;
  const nextNumber = (): string => `+7495000${String((phones += 1)).padStart(4, '0')}`;
  return {
    ...rest,
    offices: offices.map(({ managers, lines, extension }, place) => ({
      name: `Office ${place}`,
      managers: Array.from({ length: managers }, (_, index) => ({
        name: `Manager ${index}`,
        number: nextNumber(),
        lines,
        extension: extension && index === 0 ? { digits: '12', delaySeconds: 1 } : null,
      })),
    })),
  };
}

describe('an installation', () => {
  it('keeps its promises whatever is lost, doubled, reordered or killed, and in the end nothing is left', () => {
    fc.assert(
      fc.property(
        settings,
        fc.constantFrom(...PHONES),
        fc.integer({ min: 1, max: 2 }),
        anyCommands,
        (document, otherPhone, routes, commands) => {
          const facts = (id: number, phone: string) =>
            buildLeadFacts(documentOf(document), { leadId: `0190a000-0000-7000-8000-00000000000${id}`, phone });
          // Two leads of two widgets with the same managers, and at times the same visitor.
          const leads = [facts(1, PHONES[0]), facts(2, otherPhone)];
          const exchanges = ['one', 'two'].map((name) => ({ name, routes, isUp: true }));
          const setUp = () => {
            const real = new Installation(leads, exchanges);
            for (const { leadId } of leads)
              real.hear(leadId, { type: 'lead-accepted', refusals: NO_REFUSALS }, real.now);
            return { model: { ends: new Map<string, string>() }, real };
          };
          const { model, real } = setUp();
          fc.modelRun(() => ({ model, real }), commands);
          settle(model, real);
        },
      ),
      { numRuns: RUNS, seed: 20261128 },
    );
  }, 7_200_000);
});
