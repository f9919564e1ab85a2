// The import table of src/README.md as rules. Change the table first.
const ISOMORPHIC_NODE_FILES = '(load-|redis-|check-)[a-z-]*\\.ts$'

/** A folder may import only these (and itself). */
const MAY_IMPORT = {
  lib: [],
  core: ['lib'],
  flows: ['core', 'lib'],
  safety: ['core', 'lib'],
  knowledge: ['core', 'lib'],
  import: ['core', 'lib', 'knowledge'],
  model: ['core', 'lib', 'knowledge'],
  tips: ['core', 'lib'],
  files: ['core', 'lib'],
  engine: ['core', 'lib', 'flows', 'safety', 'knowledge', 'tips'],
  conversation: ['core', 'lib', 'flows', 'engine', 'channels/channel.ts', 'tips'],
  channels: ['core', 'lib'],
  triage: ['core', 'lib', 'tips'],
  desk: ['core', 'lib'],
  redis: ['core', 'lib'],
  http: ['core', 'lib', 'tips', 'triage', 'desk', 'conversation', 'channels/channel.ts', 'knowledge'],
}

const direction = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-below`,
  severity: 'error',
  comment: `src/${folder} may import: ${[folder, ...allowed].join(', ')}`,
  from: { path: `^src/${folder}/` },
  to: {
    path: '^src/',
    pathNot: [...[folder, ...allowed].map((to) => `^src/${to.replace('.', '\\.')}`), '^src/redis/redis(-script)?\\.ts$'],
  },
}))

module.exports = {
  forbidden: [
    ...direction,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'adapters-only-in-the-composition-root',
      severity: 'error',
      comment: 'What speaks Redis or a platform is chosen in adapters.ts and nowhere else',
      from: { path: '^src/', pathNot: ['^src/adapters\\.ts$', '^src/(cli|bench|chaos|canary|redis)/', '/redis-[a-z-]+\\.ts$', '^src/channels/[a-z]+/'] },
      to: { path: ['/redis-[a-z-]+\\.ts$', '^src/channels/[a-z]+/'], pathNot: '^src/redis/' },
    },
    {
      name: 'redis-only-for-adapters',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/adapters\\.ts$', '^src/(cli|bench|chaos|canary|redis)/', '/redis-[a-z-]+\\.ts$'] },
      to: { path: '^src/redis/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'langchain-only-behind-one-door',
      severity: 'error',
      comment: 'Loaded when a model is configured, by model/model-answers.ts; never at start without one',
      from: { path: '^src/', pathNot: '^src/(model/open-endpoint\\.ts$|bench/)' },
      to: { path: ['@langchain/', 'node_modules/openai/'] },
    },
    {
      name: 'no-model-loaded-at-start',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/model/open-endpoint\\.ts$', dependencyTypesNot: ['type-only', 'dynamic-import'] },
    },
    {
      name: 'only-officers-open-tips',
      severity: 'error',
      comment: 'The server never opens a tip',
      from: { path: '^src/', pathNot: ['^src/web/console/', '^src/(cli|chaos)/', '^src/tips/open-tip\\.ts$'] },
      to: { path: '^src/tips/open-tip\\.ts$' },
    },
    {
      name: 'isomorphic-folders-run-on-a-phone',
      severity: 'error',
      comment: 'No Node built-ins in lib, core, flows, engine, safety, knowledge, tips, files, except in files named for it',
      from: { path: '^src/(lib|core|flows|engine|safety|knowledge|tips|files)/', pathNot: ISOMORPHIC_NODE_FILES },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'isomorphic-code-never-imports-node-only-files',
      severity: 'error',
      from: { path: '^src/(lib|core|flows|engine|safety|knowledge|tips|files)/', pathNot: ISOMORPHIC_NODE_FILES },
      to: { path: `^src/(lib|core|flows|engine|safety|knowledge|tips|files)/${ISOMORPHIC_NODE_FILES}` },
    },
    {
      name: 'pages-run-in-a-browser',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pages-import-only-isomorphic-code',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/', pathNot: ['^src/web/', '^src/(lib|core|flows|engine|safety|knowledge|tips|files)/', '^src/triage/(staff-api|staff-keys|triage-item|officer|deadlines|permissions|audit-log)[a-z-]*\\.ts$'] },
    },
    {
      name: 'nobody-imports-a-page',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/web/' },
      to: { path: '^src/web/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
}
