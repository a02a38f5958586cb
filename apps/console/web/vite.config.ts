import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The content security policy has no `data:` for fonts and scripts, so nothing is put inline.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
