import Joi from 'joi';

/** Where a process tells its measures and its health: an internal address, never the public one. */
export interface MetricsConfig {
  host: string;
  port: number;
}

export interface MetricsEnvironment {
  METRICS_HOST: string;
  METRICS_PORT?: number;
}

/** The variables of every process, to be spread into its own schema. */
export const metricsEnvironment = {
  METRICS_HOST: Joi.string().hostname().default('127.0.0.1'),
  METRICS_PORT: Joi.number().port(),
};

/** To be spread into a config: without a port there is no internal server. */
export function readMetricsConfig({ METRICS_HOST, METRICS_PORT }: MetricsEnvironment): { metrics?: MetricsConfig } {
  return METRICS_PORT === undefined ? {} : { metrics: { host: METRICS_HOST, port: METRICS_PORT } };
}
