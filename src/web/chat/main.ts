import './styles/page.css'
import { watchForQuickExit } from './quick-exit.ts'

// First of all, and small: the way out must work while the rest is still on its way.
watchForQuickExit()
void import('./start.tsx').then(({ start }) => start())
