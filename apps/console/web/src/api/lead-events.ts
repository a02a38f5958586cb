import { isRecord } from './problem-error.ts';

export interface LeadEventHandlers {
  onLead: (id: string) => void;
  onOpen: () => void;
  onLost: () => void;
}

const reopenAfterMs = 5_000;

/** Listens to `GET /api/v1/events` until the returned function is called. The browser reconnects by itself, except after a refusal. */
export function listenToLeads({ onLead, onOpen, onLost }: LeadEventHandlers): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    source = new EventSource('/api/v1/events');
    source.addEventListener('open', onOpen);
    source.addEventListener('lead', ({ data }: MessageEvent<unknown>) => {
      const id = parseLeadEvent(data);
      if (id !== null) onLead(id);
    });
    source.addEventListener('error', () => {
      onLost();
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, reopenAfterMs);
    });
  };

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

export function parseLeadEvent(data: unknown): string | null {
  try {
    const event: unknown = typeof data === 'string' ? JSON.parse(data) : null;
    return isRecord(event) && typeof event.id === 'string' ? event.id : null;
  } catch {
    return null;
  }
}
