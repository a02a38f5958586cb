import type { LoadedScenario } from '@ringback/db';

/** Leads as this process has stored them last, so that the next event of one need not read it again. */
export interface KeptScenarios {
  get: (leadId: string) => LoadedScenario | undefined;
  set: (leadId: string, scenario: LoadedScenario) => void;
}

/** A few kilobytes each. */
const MAX_KEPT = 10_000;

/** Another process may have decided since; so what is kept is a guess, which the version of the row confirms. */
export function keepScenarios(): KeptScenarios {
  const kept = new Map<string, LoadedScenario>();
  return {
    get: (leadId) => kept.get(leadId),
    set: (leadId, scenario) => {
      // The longest untouched is first.
      kept.delete(leadId);
      kept.set(leadId, scenario);
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    },
  };
}
