import type { Submission } from './outbox.ts';

/** Tells the page's tag manager, and its Metrika counter when the form names one, that a call was ordered. */
export function tellGoals(goal: Submission['goal']): void {
  try {
    (window.dataLayer ||= []).push({
      event: 'callkeeper-call_order-ckaction',
      eventCategory: 'callkeeper',
      eventAction: 'call_order',
      eventLabel: 'ckaction',
    });
    if (goal && window.ym) window.ym(Number(goal[0]), 'reachGoal', goal[1]);
  } catch {
    // What a tag of the site throws is not to stop the form.
  }
}
