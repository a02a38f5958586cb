/** What this process knows of legs for certain, without a look into the database; of the rest, nothing. */
export interface OwnLegs {
  set: (callId: string, state: 'claimed' | 'ended') => void;
  get: (callId: string) => 'claimed' | 'ended' | undefined;
  forget: (callId: string) => void;
}

/** An end is of use as long as an order for the leg may still be under way. */
const MAX_KEPT = 10_000;

export function keepOwnLegs(): OwnLegs {
  const legs = new Map<string, 'claimed' | 'ended'>();
  return {
    set: (callId, state) => {
      legs.delete(callId);
      legs.set(callId, state);
      const [oldest] = legs.keys();
      if (legs.size > MAX_KEPT && oldest !== undefined) legs.delete(oldest);
    },
    get: (callId) => legs.get(callId),
    forget: (callId) => legs.delete(callId),
  };
}
