// `npm run NAME -- …`: prepares what is missing, then runs one command of src/cli.
import { setUp } from './setup.mjs'

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1))
setUp({ need: process.env.REDIS_URL ? [] : ['redis-server'] })
const { runCommand } = await import('../dist/cli/run-command.js')
process.exitCode = await runCommand(process.argv[2], process.argv.slice(3))
