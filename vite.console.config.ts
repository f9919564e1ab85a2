import { defineConfig } from 'vite'

/** The officers' console: one HTML file and hashed assets, for the staff listener only. */
export default defineConfig({
  root: 'src/web/console',
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/web/console',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // OPAQUE alone is 430 kB (WebAssembly in base64); officers load it once.
    chunkSizeWarningLimit: 1_000,
  },
})
