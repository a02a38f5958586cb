import type { LeadView, StatusView } from '../../../src/api/lead-view.ts';

/** How a status is coloured: the colour never says more than the words beside it. */
export type StatusTone = 'success' | 'failure' | 'refused' | 'live' | 'waiting' | 'neutral';

/** Codes of the manager's side from 600 on that are our own decisions not to call, other than carriers' answers. */
const ownDecisionsFrom = 605;

export function leadTone(lead: Pick<LeadView, 'state' | 'status'>): StatusTone {
  switch (lead.state) {
    case 'accepted':
      return 'neutral';
    case 'scheduled':
      return 'waiting';
    case 'calling':
    case 'talking':
      return 'live';
    case 'finished':
      return lead.status ? pairTone(lead.status) : 'neutral';
  }
}

export function pairTone({ manager, visitor }: Pick<StatusView, 'manager' | 'visitor'>): StatusTone {
  if (manager === 200 && visitor === 200) return 'success';
  if (manager === 1) return 'live';
  if (manager === 2) return 'waiting';
  if ((manager === 200 && visitor === 201) || manager === 790) return 'neutral';
  if (manager >= ownDecisionsFrom && manager !== 720 && visitor === 0) return 'refused';
  return 'failure';
}
