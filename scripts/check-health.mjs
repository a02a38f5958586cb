// The health check of containers, which have no curl: node scripts/check-health.mjs URL
import process from 'node:process';

const isHealthy = await fetch(process.argv[2], { signal: AbortSignal.timeout(2000) }).then(
  (response) => response.ok,
  () => false,
);
process.exitCode = isHealthy ? 0 : 1;
