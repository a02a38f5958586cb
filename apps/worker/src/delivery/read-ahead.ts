export interface ReadAhead<Subject extends object, Value> {
  /** What was read ahead for it a moment ago, else what is read now. */
  read: (subject: Subject) => Promise<Value>;
  ahead: (subject: Subject) => void;
}

/** What is older is read again: who waits behind a slow host is not sent with what was true before. */
const FRESH_MS = 1000;

/** Reads for a subject before it is asked for. Nothing is shared between subjects: one may know of what came after another. */
export function createReadAhead<Subject extends object, Value>(
  readNow: (subject: Subject) => Promise<Value>,
): ReadAhead<Subject, Value> {
  const early = new WeakMap<Subject, { value: Promise<Value>; at: number }>();
  return {
    read: (subject) => {
      const known = early.get(subject);
      return known && performance.now() - known.at < FRESH_MS ? known.value : readNow(subject);
    },
    ahead: (subject) => {
      const value = readNow(subject);
      // Told to whoever reads it.
      value.catch(() => undefined);
      early.set(subject, { value, at: performance.now() });
    },
  };
}
