import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import { anDanhPage } from './src/web/an-danh/an-danh-page.ts'

/**
 * Writes into the service worker which files make up the page, and a name for this very set: another set gives another
 * worker, which is how the browser notices an update.
 */
function listShell(): Plugin {
  return {
    name: 'list-shell',
    generateBundle(_options, bundle) {
      const worker = bundle['service-worker.js']
      if (worker?.type !== 'chunk') return
      const names = Object.keys(bundle).filter((name) => name !== worker.fileName && !name.endsWith('.map'))
      const files = ['./', ...names.filter((name) => name !== 'index.html').sort(), 'icon.svg']
      const hash = createHash('sha256')
      for (const name of [...names].sort()) {
        const part = bundle[name]
        hash.update(name).update(part?.type === 'chunk' ? part.code : (part?.source ?? ''))
      }
      worker.code = worker.code
        .replaceAll('SHELL_FILES', JSON.stringify(files))
        .replaceAll('SHELL_VERSION', JSON.stringify(hash.digest('hex').slice(0, 12)))
    },
  }
}

/** Compresses as hard as it goes, once, so that no start has to: a tenth less for a phone on 3G. */
function compressAssets(): Plugin {
  return {
    name: 'compress-assets',
    writeBundle({ dir = '' }) {
      const assets = join(dir, 'assets')
      for (const name of readdirSync(assets).filter((one) => /\.(js|css)$/.test(one))) {
        writeFileSync(join(assets, `${name}.br`), brotliCompressSync(readFileSync(join(assets, name))))
      }
    },
  }
}

/** `docs/an-danh.md` as a page of its own beside the chat, no part of what a visit to the chat fetches. */
function addAnDanh(): Plugin {
  return {
    name: 'add-an-danh',
    // After the shell was listed: the worker leaves it to the network.
    generateBundle: {
      order: 'post',
      handler() {
        const styles = ['src/web/ui/tokens.css', 'src/web/an-danh/an-danh.css'].map((file) =>
          readFileSync(file),
        )
        const source = anDanhPage(readFileSync('docs/an-danh.md', 'utf8'))
        this.emitFile({ type: 'asset', fileName: 'an-danh.html', source })
        this.emitFile({ type: 'asset', fileName: 'an-danh.css', source: Buffer.concat(styles) })
      },
    },
  }
}

/** The chat page: one HTML file, hashed assets, and the service worker at a fixed address. */
export default defineConfig({
  root: 'src/web/chat',
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [listShell(), addAnDanh(), compressAssets()],
  build: {
    outDir: '../../../dist/web/chat',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // Its polyfill would be one more script; browsers that need it load the parts a little later.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'src/web/chat/index.html', 'service-worker': 'src/web/chat/service-worker.ts' },
      output: {
        entryFileNames: (chunk) =>
          chunk.name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  worker: { format: 'es' },
})
