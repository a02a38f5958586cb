import { Router } from 'express';

/** `/livez`: the process answers. `/readyz`: it can also do its work, as far as `ping` can tell. */
export function createHealthRouter(ping: () => Promise<void>): Router {
  const router = Router();
  router.get('/livez', (_req, res) => {
    res.type('text').send('ok');
  });
  router.get('/readyz', async (_req, res) => {
    const ready = await ping().then(
      () => true,
      () => false,
    );
    res.status(ready ? 200 : 503);
    res.type('text').send(ready ? 'ok' : 'not ready');
  });
  return router;
}
