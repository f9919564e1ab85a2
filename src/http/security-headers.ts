import type { RequestHandler } from 'express'
import helmet from 'helmet'

interface PageNeeds {
  /** Besides our own files: `blob:` for pictures from memory, `data:` for small ones in the styles. */
  images: readonly string[]
  /** `blob:` where sound and video are played from memory. */
  media?: readonly string[]
  /** Whether the page works offline: it has a manifest and workers. */
  offline: boolean
  /** Whether people reach it by https. */
  https: boolean
}

/** Nothing but our own files: no inline script or style, no third party, no frame, no referrer. WebAssembly for argon2 and OPAQUE. */
export function securityHeaders({ images, media = [], offline, https }: PageNeeds): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", ...images],
        ...(media.length > 0 && { 'media-src': [...media] }),
        'connect-src': ["'self'"],
        ...(offline && { 'manifest-src': ["'self'"], 'worker-src': ["'self'", 'blob:'] }),
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: https && { maxAge: 31_536_000, includeSubDomains: false },
  })
}
