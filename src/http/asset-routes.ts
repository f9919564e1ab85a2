import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { type Request, Router } from 'express'

/** A file served from memory. `immutable`: its name holds its hash, so it may be cached for a year. */
export interface Asset {
  path: string
  type: string
  bytes: Buffer
  immutable: boolean
  /** Brotli made at build time, at a level for which a start has no time. */
  br?: Buffer
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/** All files below a folder of a built page. `index.html` is `/`, `other.html` is `/other`. Unknown file types are left out. */
export function loadAssets(folder: string): Asset[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && TYPES[extname(entry.name)] !== undefined)
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ ...toAsset(`/${relative(folder, file)}`, readFileSync(file)), ...prepared(file) }))
}

/** What the build compressed stands beside the file. */
function prepared(file: string): { br?: Buffer } {
  return existsSync(`${file}.br`) ? { br: readFileSync(`${file}.br`) } : {}
}

/** Content made at boot: flows, index, deployment. */
export function jsonAsset(path: string, value: unknown): Asset {
  return toAsset(path, Buffer.from(JSON.stringify(value)))
}

function toAsset(path: string, bytes: Buffer): Asset {
  const type = TYPES[extname(path)] ?? 'application/octet-stream'
  return { path: pageAddress(path), type, bytes, immutable: path.startsWith('/assets/') }
}

function pageAddress(path: string): string {
  return path === '/index.html' ? '/' : path.replace(/\.html$/, '')
}

/** Serves assets compressed once at boot, with strong ETags. Only GET and HEAD; no directory, no surprise. */
export function createAssetRoutes(assets: readonly Asset[]): Router {
  const router = Router()
  for (const asset of assets) {
    const variants = compressed(asset)
    router.get(asset.path === '/' ? '/' : asset.path, function serveAsset(request, response) {
      const encoding = bestEncoding(request)
      const body = variants[encoding]
      response.setHeader('Content-Type', asset.type)
      response.setHeader(
        'Cache-Control',
        asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
      response.setHeader('ETag', `"${variants.hash}-${encoding}"`)
      response.vary('Accept-Encoding')
      if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding)
      if (request.fresh) return void response.status(304).end()
      response.end(body)
    })
  }
  return router
}

/** Asked for one by one: browsers name gzip first, and a list would follow their order. */
function bestEncoding(request: Request): 'br' | 'gzip' | 'identity' {
  if (request.acceptsEncodings('br')) return 'br'
  return request.acceptsEncodings('gzip') ? 'gzip' : 'identity'
}

/** Larger than this, brotli works at a middle level: the index must not cost seconds of every start. */
const LARGE_BYTES = 300_000

function compressed({ bytes, br }: Asset) {
  const quality = bytes.length > LARGE_BYTES ? 6 : 11
  return {
    hash: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    identity: bytes,
    gzip: gzipSync(bytes),
    br: br ?? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  }
}
