import { render } from 'preact'
import { systemClock } from '../../core/clock.ts'
import '../ui/tokens.css'
import { ConsoleApp } from './console-app.tsx'
import { createConsoleClient } from './console-client.ts'
import { createConsoleDesk } from './console-desk.ts'
import { KeyRing } from './key-ring.ts'
import { listenLive } from './live-events.ts'
import { watchRoute } from './route.ts'

const desk = createConsoleDesk({
  client: createConsoleClient(),
  keyRing: new KeyRing(),
  listen: listenLive,
  clock: systemClock,
})
const root = document.getElementById('app')
if (root === null) throw new Error('the page has no #app')
watchRoute(window)
render(<ConsoleApp desk={desk} />, root)
