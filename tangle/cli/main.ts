import { runIsolated } from './isolate.ts'
import { openTerminal } from './open-terminal.ts'
import { reportProblem, runCommandLine } from './run-command-line.ts'

// What nobody waits for may fail as well.
process.on('uncaughtException', (error) => void reportProblem(error).finally(() => process.exit(1)))

// Whoever reads may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const argv = process.argv.slice(2)
process.exitCode = (await runIsolated(argv, openTerminal({ reporter: 'human' }).err)) ?? (await runHere())

function runHere() {
  // Ends what was started, and says so in the exit status.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)
    process.once(signal, () => process.exit(130))
  return runCommandLine(argv)
}
