export { Counter, Histogram, Registry } from 'prom-client';

export { addGauge, type GaugeDefinition, type Reading } from './add-gauge.ts';
export {
  metricsEnvironment,
  readMetricsConfig,
  type MetricsConfig,
  type MetricsEnvironment,
} from './metrics-config.ts';
export { openMetrics, type MeasuredParts, type OpenMetrics } from './open-metrics.ts';
export { shareReading } from './share-reading.ts';
