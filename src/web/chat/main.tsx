import './styles/page.css'
import { loadContent } from './content.ts'
import { watchForQuickExit } from './quick-exit.ts'

// First of all, and small: the way out must work while the rest is still on its way.
watchForQuickExit()
const content = loadContent().catch(() => null)
void import('./start.tsx').then(async ({ start }) => start(await content))
