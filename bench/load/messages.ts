import type { BodyKind } from './form-bodies.ts';

/** What the driver is told to do. */
export interface LoadJob {
  url: string;
  /** Path and query of the requests; the connections take them in turn. */
  paths: string[];
  body: BodyKind;
  connections: number;
  seconds: number;
  /** Requests per second at fixed times; null: each connection sends as soon as it has its answer. */
  rate: number | null;
}

export interface Latencies {
  p50: number;
  p90: number;
  p99: number;
  max: number;
}

/** What came of it. */
export interface LoadReport {
  /** Answers by HTTP status; 0 stands for a connection that was cut. */
  answers: Record<string, number>;
  accepted: number;
  /** Answered with anything else, or not at all. */
  refused: number;
  seconds: number;
  /** Milliseconds from when a request was to be sent until its answer. */
  latencies: Latencies;
  /** Milliseconds that requests were sent late although a connection was free: the driver's own fault. */
  sentLateP99: number;
  /** The driver's own. */
  cpuSeconds: number;
}
