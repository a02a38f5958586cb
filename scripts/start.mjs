// npm start
import { runServer } from './run-pinned.mjs';
import { runMain, setUp } from './set-up.mjs';

await runMain(async () => {
  const { node } = await setUp();
  return runServer(node, ['apps/local/src/main.ts']);
});
