import type { LeadView } from '../../../src/api/lead-view.ts';
import type { Dictionary } from '../language/english.ts';
import { useLanguage } from '../language/use-language.tsx';
import { StatusBadge } from './status-badge.tsx';
import { leadTone } from './status-tone.ts';

type Standing = Pick<LeadView, 'state' | 'status'>;

export function LeadStatus({ lead }: { lead: Standing }) {
  const { words } = useLanguage();
  return (
    <StatusBadge tone={leadTone(lead)} testId="lead-status" title={pairOf(lead)}>
      {statusText(lead, words)}
    </StatusBadge>
  );
}

/** How the lead stands: its state while it is on its way, its status in words when it is finished. */
export function statusText(lead: Standing, words: Dictionary): string {
  return lead.state === 'finished' && lead.status ? lead.status.text : words.states[lead.state];
}

export function pairOf({ status }: Standing): string | undefined {
  return status ? `${status.manager}/${status.visitor}` : undefined;
}
