/** Keeps the page itself, never anything written in it, so that it opens without a network after the first visit. */

/** Put in by the build: every file of the page, and a name for this set of files. */
declare const SHELL_FILES: readonly string[]
declare const SHELL_VERSION: string

const worker = self as unknown as ServiceWorkerGlobalScope // what `self` is here
const SHELL = `an-tam-shell-${SHELL_VERSION}`
/** Flows, knowledge, wards and public keys: newer when the network answers, else as they were. */
const CONTENT = 'an-tam-content'
/** Longer than a slow 3G round trip; then the copy is shown. */
const PATIENCE_MS = 2_500

worker.addEventListener('install', (event) => {
  event.waitUntil(fillShell().then(() => worker.skipWaiting()))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells().then(() => worker.clients.claim()))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  const path = url.pathname.slice(new URL(worker.registration.scope).pathname.length - 1)
  if (path.startsWith('/content/') || path.startsWith('/api/recipients/'))
    event.respondWith(networkFirst(request, CONTENT))
  else if (path === '/') event.respondWith(networkFirst(request, SHELL))
  else if (path.startsWith('/assets/') || path === '/icon.svg') event.respondWith(cacheFirst(request))
})

/** What the page loaded before this worker was there comes from the browser's own cache: nothing is fetched twice. */
async function fillShell(): Promise<void> {
  const [shell, content] = await Promise.all([caches.open(SHELL), caches.open(CONTENT)])
  await Promise.all([
    shell.addAll([...SHELL_FILES]),
    content.addAll(['./content/flows.json', './content/deployment.json']),
  ])
}

/** The one before stays: a page that is open may still ask for a part of it. */
async function dropOldShells(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name !== SHELL && name !== CONTENT)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
}

async function cacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request)
}

async function networkFirst(request: Request, cacheName: string): Promise<Response> {
  const cache = await caches.open(cacheName)
  const fresh = fetch(request).then(async (response) => {
    if (response.ok) await cache.put(request, response.clone())
    return response
  })
  const kept = await cache.match(request, { ignoreSearch: true })
  if (kept === undefined) return fresh
  const late = new Promise<Response>((resolve) => setTimeout(resolve, PATIENCE_MS, kept))
  return Promise.race([
    fresh.then(
      (response) => (response.ok ? response : kept),
      () => kept,
    ),
    late,
  ])
}
