import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createContext, use, useEffect, useEffectEvent, useRef, useState } from 'react';
import { listenToLeads } from './lead-events.ts';

interface LiveLeads {
  isLive: boolean;
  subscribe: (listener: (id: string) => void) => () => void;
}

const LiveLeadsContext = createContext<LiveLeads | null>(null);

/** One stream of events for the whole cabinet. What was missed while it was down is read again as it returns. */
export function LiveLeadsProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [isLive, setLive] = useState(true);
  const [listeners] = useState(() => new Set<(id: string) => void>());
  const wasLost = useRef(false);

  useEffect(
    () =>
      listenToLeads({
        onLead: (id) => listeners.forEach((listener) => listener(id)),
        onLost: () => {
          wasLost.current = true;
          setLive(false);
        },
        onOpen: () => {
          setLive(true);
          if (!wasLost.current) return;
          wasLost.current = false;
          void client.invalidateQueries();
        },
      }),
    [client, listeners],
  );

  const [subscribe] = useState(() => (listener: (id: string) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  });
  return <LiveLeadsContext value={{ isLive, subscribe }}>{children}</LiveLeadsContext>;
}

export function useLiveLeads(): LiveLeads {
  const live = use(LiveLeadsContext);
  if (!live) throw new Error('useLiveLeads is used outside LiveLeadsProvider');
  return live;
}

export function useLeadChanges(onChange: (id: string) => void): void {
  const { subscribe } = useLiveLeads();
  const listener = useEffectEvent(onChange);
  useEffect(() => subscribe((id) => listener(id)), [subscribe]);
}
