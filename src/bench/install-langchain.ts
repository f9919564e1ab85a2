import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where LangChain's BM25 retriever is kept: its package cannot stand among ours. */
export const LANGCHAIN_FOLDER = 'data/bench-peers'
/**
 * Exact versions. The package names over a hundred optional peers, some of which contradict the versions of this
 * repository (ioredis 5, zod 3): npm refuses it as a dev dependency, and takes it where peers are left out.
 */
const PACKAGES = ['@langchain/community@1.1.29', '@langchain/core@1.4.0']
const OPTIONS = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
const PATIENCE_MS = 5 * 60_000

/** Installs it into a folder of its own (136 MB, once). False without a network; nothing is printed. */
export function installLangchain(): boolean {
  mkdirSync(LANGCHAIN_FOLDER, { recursive: true })
  // Without a package.json of its own, npm would install into the nearest project above.
  writeFileSync(join(LANGCHAIN_FOLDER, 'package.json'), '{"private":true}\n')
  const { status } = spawnSync('npm', ['install', ...OPTIONS, ...PACKAGES], {
    cwd: LANGCHAIN_FOLDER,
    stdio: 'ignore',
    timeout: PATIENCE_MS,
  })
  return status === 0
}
