import { randomUUID } from 'node:crypto'
import { atExit } from '../process/at-exit.ts'
import { killProcesses } from '../sandbox/kill-processes.ts'
import { startProgram } from '../sandbox/start-program.ts'

/** What became of one command. */
export interface CommandExecution {
  /** Standard output and standard error, in the order in which they were written. */
  readonly output: string
  /** `null` if it was stopped. */
  readonly exitCode: number | null
  readonly stopped?: 'timeout' | 'output'
  /** The command ended the shell, as `exit` does. */
  readonly endedShell: boolean
}

export interface ShellOptions {
  /** Absolute. */
  readonly cwd: string
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>
  /** A text that stands in this environment and in no other: by it, what has left its process group is found. */
  readonly marker: string
  /** Milliseconds for each command. */
  readonly timeout: number
}

/** More than any page shows: a command that goes on for ever is stopped before it fills the memory. */
const maximumOutput = 10_000_000

/**
 * Runs commands one after the other in one shell, with an empty standard input, so that a `cd` or a variable lasts. The
 * first command that does not end with 0 is the last one that is run: there may be fewer results than commands. What
 * still runs in the background then is ended.
 */
export function runInShell(commands: readonly string[], options: ShellOptions): Promise<CommandExecution[]> {
  const marker = `--${randomUUID()}--`
  const { cwd, env } = options
  // Through `cat`, since Node would give the programs a socket, which cannot be opened again as /dev/stderr.
  const frame = `{ sh -c "$1" sh; printf '%s end %s\\n' "$2" "$?"; } 2>&1 | cat`
  const child = startProgram('/bin/sh', ['-c', frame, 'sh', toScript(commands, marker), marker], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, so that what it starts can be ended with it.
    detached: true,
  })
  return new Promise((resolve, reject) => {
    const results: CommandExecution[] = []
    let text = ''
    let stopped: CommandExecution['stopped']
    // In a group of its own, it does not hear a Ctrl-C: it must not outlive the one who started it.
    const end = () => killProcesses(child, options.marker)
    const stop = (why: CommandExecution['stopped']) => {
      stopped ??= why
      end()
    }
    const callOff = atExit(end)
    const timer = setTimeout(() => stop('timeout'), options.timeout)
    const settle = () => {
      clearTimeout(timer)
      callOff()
    }
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker)) {
        const match = /^ (\w+) (\d+)\n/.exec(text.slice(at + marker.length))
        if (!match) return
        const output = text.slice(0, at)
        text = text.slice(at + marker.length + match[0].length)
        const exitCode = Number(match[2])
        if (match[1] !== 'end') results.push({ output, exitCode, endedShell: false })
        // Without a mark of its own, the command took the shell with it.
        else if (results.length < commands.length && (results.at(-1)?.exitCode ?? 0) === 0)
          results.push({ output, exitCode, endedShell: true })
        timer.refresh()
        if (match[1] === 'end') end()
      }
      if (text.length > maximumOutput) stop('output')
    })
    child.on('error', (error) => {
      settle()
      reject(error)
    })
    child.on('close', () => {
      settle()
      end()
      const isDone = results.length === commands.length || (results.at(-1)?.exitCode ?? 0) !== 0
      if (!isDone && !results.at(-1)?.endedShell)
        results.push({ output: text, exitCode: null, endedShell: true, ...(stopped && { stopped }) })
      resolve(results)
    })
  })
}

/** `eval` leaves the shell as the command leaves it, and keeps an open quote from eating the next command. */
function toScript(commands: readonly string[], marker: string): string {
  return commands
    .map(
      (command) =>
        `eval '${command.replaceAll("'", `'\\''`)}'\ntangle_status=$?\n` +
        `printf '%s status %s\\n' '${marker}' "$tangle_status"\n[ "$tangle_status" -eq 0 ] || exit "$tangle_status"\n`,
    )
    .join('')
}
