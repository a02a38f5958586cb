/** What a measured process has used since its start. */
export interface Usage {
  cpuSeconds: number;
  residentBytes: number;
  peakResidentBytes: number;
}

export interface Request {
  id: number;
  /** `usage`, or what the process itself understands. */
  question: unknown;
}

export type Reply =
  | { type: 'ready'; url: string }
  | { type: 'answer'; id: number; answer: unknown }
  | { type: 'failure'; id: number; reason: string };
