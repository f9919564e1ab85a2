import { createAdapters } from './adapters.ts'
import { createApp } from './app.ts'
import { loadProcessConfig } from './config.ts'
import { requireContent } from './content.ts'
import { systemClock } from './core/clock.ts'
import { AppError } from './core/errors.ts'
import { loadContentAside } from './load-content-aside.ts'
import { releaseStartMemory } from './release-start-memory.ts'

try {
  const config = loadProcessConfig()
  const content = requireContent(await loadContentAside(config.DEPLOYMENT, systemClock.now()))
  const app = await createApp(config, await createAdapters(config), content)
  await app.start()
  releaseStartMemory()
  onceSignalled(['SIGTERM', 'SIGINT'], () => app.stop())
} catch (error) {
  // Operators' and authors' mistakes are told in full; anything else is our bug and shows its trace.
  process.stderr.write(
    error instanceof AppError
      ? `${error.message}\n`
      : `${String(error instanceof Error ? error.stack : error)}\n`,
  )
  process.exit(1)
}

function onceSignalled(signals: NodeJS.Signals[], stop: () => Promise<void>): void {
  const stopOnce = () => {
    for (const signal of signals) process.removeListener(signal, stopOnce)
    void stop().finally(() => process.exit(0))
  }
  for (const signal of signals) process.on(signal, stopOnce)
}
