// Prepares a fresh clone with nothing but Node and npm: packages, system programs, build. Plain Node, no packages.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const say = (text) => process.stderr.write(`${text}\n`)

/** System packages by program, for each package manager. */
const programs = {
  'redis-server': { apt: 'redis-server', dnf: 'redis', apk: 'redis', brew: 'redis' },
  chromium: { apt: 'chromium', dnf: 'chromium', apk: 'chromium', brew: 'chromium' },
  age: { apt: 'age', dnf: 'age', apk: 'age', brew: 'age' },
}

/** Package managers in the order we look for them; `update` refreshes an empty package list. */
const managers = {
  apt: {
    program: 'apt-get',
    update: ['update', '-qq'],
    install: ['install', '-y', '-qq', '--no-install-recommends'],
  },
  dnf: { program: 'dnf', install: ['install', '-y', '-q'] },
  apk: { program: 'apk', install: ['add', '-q'] },
  brew: { program: 'brew', install: ['install', '-q'], rootless: true },
}

/**
 * Makes everything ready. `need` lists system programs. Says what it installs before it does.
 * Ends the process with one exact command to type when it may not install a system package itself.
 */
export function setUp({ need = [] } = {}) {
  checkNode()
  installPackages()
  installPrograms(need.filter((program) => !isInstalled(program)))
  build()
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`Node ${process.versions.node} is too old: install Node 20.19 or newer, then run this again.`)
}

function installPackages() {
  const stamp = join(root, 'node_modules', '.an-tam-lock')
  const wanted = hashOf([join(root, 'package-lock.json')])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('An Tâm: installing the npm packages of package-lock.json into node_modules …')
  run(
    'npm',
    ['install', '--no-save', ...lockOption(), '--no-audit', '--no-fund', '--loglevel=error'],
    'npm could not install the packages; see above.',
  )
  writeFileSync(stamp, wanted)
}

/** The lock names native builds for Linux with glibc only; elsewhere npm must look for its own (same exact versions). */
function lockOption() {
  const glibc = process.report?.getReport().header.glibcVersionRuntime !== undefined
  return process.platform === 'linux' && glibc ? [] : ['--no-package-lock']
}

function installPrograms(missing) {
  if (missing.length === 0) return
  const manager = Object.keys(managers).find((name) => isInstalled(managers[name].program))
  if (!manager)
    fail(`Please install ${missing.join(', ')} with your system's package manager, then run this again.`)
  const { program, update, install, rootless } = managers[manager]
  const packages = missing.map((name) => programs[name][manager])
  const prefix = rootless || process.getuid?.() === 0 ? [] : canSudo() ? ['sudo', '-n'] : null
  if (prefix === null) {
    fail(
      `${missing.join(', ')} is missing and this user may not install it. Type:\n\n  sudo ${program} ${install.slice(0, 2).join(' ')} ${packages.join(' ')}\n\nthen run this again.`,
    )
  }
  say(`An Tâm: installing the system package(s) ${packages.join(', ')} with ${program} …`)
  const call = (args) =>
    run(
      prefix[0] ?? program,
      [...prefix.slice(1), ...(prefix.length ? [program] : []), ...args],
      `${program} failed; see above.`,
    )
  if (update) call(update)
  call([...install, ...packages])
}

function canSudo() {
  return isInstalled('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
}

export function isInstalled(program) {
  return (process.env.PATH ?? '').split(':').some((dir) => existsSync(join(dir, program)))
}

/** Compiles the server and bundles the pages, when a source changed since the last time. */
function build() {
  const stamp = join(root, 'dist', '.an-tam-build')
  const wanted = hashOf([...sources()], 'stat')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('An Tâm: building …')
  const bin = (name) => join(root, 'node_modules', '.bin', name)
  run(bin('tsc'), ['-p', 'tsconfig.json'], 'TypeScript found errors; see above.')
  copyScripts(join(root, 'src'), join(root, 'dist'))
  for (const page of ['chat', 'console']) {
    run(
      bin('vite'),
      ['build', '--config', `vite.${page}.config.ts`, '--logLevel', 'warn'],
      `The ${page} page could not be built; see above.`,
    )
  }
  writeFileSync(stamp, wanted)
}

/** Redis scripts stand beside their adapters and are read at run time. */
function copyScripts(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyScripts(join(from, entry.name), join(to, entry.name))
    else if (entry.name.endsWith('.lua')) {
      mkdirSync(to, { recursive: true })
      writeFileSync(join(to, entry.name), readFileSync(join(from, entry.name)))
    }
  }
}

function* sources(dir = join(root, 'src')) {
  if (dir === join(root, 'src')) {
    yield* [
      'package-lock.json',
      'tsconfig.json',
      'vite.chat.config.ts',
      'vite.console.config.ts',
      'docs/an-danh.md',
    ].map((f) => join(root, f))
  }
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* sources(join(dir, entry.name))
    else yield join(dir, entry.name)
  }
}

function hashOf(files, by = 'content') {
  const hash = createHash('sha256')
  for (const file of files.filter((f) => existsSync(f)).sort()) {
    hash.update(file.slice(root.length))
    hash.update(by === 'stat' ? `${statSync(file).mtimeMs} ${statSync(file).size}` : readFileSync(file))
  }
  return hash.digest('hex')
}

function run(program, args, failure) {
  try {
    // Standard output stays the command's own: what tools say goes to standard error.
    execFileSync(program, args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch {
    fail(failure)
  }
}

function fail(text) {
  say(`\n${text}`)
  process.exit(1)
}
