// `npm start`: everything a fresh clone needs, then the server, in this same process.
import { existsSync, readFileSync } from 'node:fs'
import { setUp } from './setup.mjs'

const ownRedis =
  Boolean(process.env.REDIS_URL) ||
  (existsSync('.env') && /^\s*REDIS_URL=\S/m.test(readFileSync('.env', 'utf8')))
setUp({ need: ownRedis ? [] : ['redis-server'] })
await import('../dist/main.js')
