import { reportProblem, runCommandLine } from './run-command-line.ts'

// Ends what was started, and says so in the exit status.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.once(signal, () => process.exit(130))

// What nobody waits for may fail as well.
process.on('uncaughtException', (error) => void reportProblem(error).finally(() => process.exit(1)))

// Whoever reads may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await runCommandLine(process.argv.slice(2))
