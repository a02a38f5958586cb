import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  build: {
    // Its syntax is older than the oldest browser that package.json names; older ones make the file larger.
    target: 'es2020',
    lib: { entry: 'src/main.ts', formats: ['iife'], name: 'ringbackScript', fileName: () => 'callkeeper.js' },
  },
});
