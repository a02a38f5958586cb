import { setTimeout as sleep } from 'node:timers/promises';

import { createTestLogger, waitFor } from '@ringback/test-kit';

import type { ChaosStand } from './chaos-stand.ts';
import type { FormSender } from './form-sender.ts';
import type { Fault, FaultKind } from './plan-faults.ts';
import { strike } from './strike.ts';

/** How long after the end of a fault everything worked again. */
export interface Recovery {
  kind: FaultKind;
  /** Until a form that was sent after it was answered with success. */
  acceptedAfterMs: number;
  /** Until a phone rang for such a form. */
  rangAfterMs: number;
}

const RECOVER_WITHIN = { withinMs: 120_000 };
const OVERLAP_MS = 500;

/** One fault after the other; some come before the one before them is over with. */
export async function runFaults(stand: ChaosStand, sender: FormSender, faults: Fault[]): Promise<Recovery[]> {
  const log = createTestLogger();
  const recoveries: Recovery[] = [];
  for (const fault of faults) {
    log.info(fault, 'fault began');
    await strike(stand, fault);
    if (fault.waits) recoveries.push({ kind: fault.kind, ...(await waitForRecovery(stand, sender)) });
    else await sleep(OVERLAP_MS);
  }
  return recoveries;
}

async function waitForRecovery({ exchange }: ChaosStand, { forms }: FormSender) {
  const healedAt = performance.now();
  const findNew = (): Set<string> =>
    new Set(forms.flatMap(({ sentAt, leadId }) => (sentAt > healedAt && leadId !== null ? [leadId] : [])));
  await waitFor(() => findNew().size > 0, RECOVER_WITHIN);
  const acceptedAfterMs = performance.now() - healedAt;
  const ringsBefore = exchange.witness().length;
  await waitFor(() => {
    const leads = findNew();
    return exchange
      .witness()
      .slice(ringsBefore)
      .some(({ callId }) => leads.has(callId.slice(0, 36)));
  }, RECOVER_WITHIN);
  return { acceptedAfterMs, rangAfterMs: performance.now() - healedAt };
}
