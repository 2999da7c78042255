import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Diagnostic } from '../../model/diagnostic.ts'

const isSource = import.meta.url.endsWith('.ts')
const program = fileURLToPath(new URL(`./check-process.${isSource ? 'ts' : 'js'}`, import.meta.url))

/** What the process of `check-process.ts` answers. */
export type CheckAnswer = { readonly diagnostics: readonly Diagnostic[] } | { readonly failure: string }

export interface BackgroundCheck {
  /** Checks the project as it is on the disk. One at a time. */
  check(): Promise<readonly Diagnostic[]>
  stop(): void
}

/**
 * Checks in a process of its own: the compiler would keep the server from answering for seconds. The process starts
 * with the first check and stays, since loading the compiler takes as long as using it.
 */
export function createBackgroundCheck(root: string): BackgroundCheck {
  let child: ChildProcess | undefined

  function start(): ChildProcess {
    const started = fork(program, { cwd: root, execArgv: isSource ? ['--import', import.meta.resolve('tsx')] : [] })
    started.once('exit', () => {
      if (child === started) child = undefined
    })
    return started
  }

  return {
    check() {
      child ??= start()
      const asked = child
      return new Promise((resolve, reject) => {
        const onExit = (code: number | null) => settle(() => reject(new Error(`The check ended with status ${code}.`)))
        const onMessage = (answer: CheckAnswer) => {
          settle(() => ('failure' in answer ? reject(new Error(answer.failure)) : resolve(answer.diagnostics)))
        }
        const settle = (end: () => void) => {
          asked.off('exit', onExit).off('message', onMessage)
          end()
        }
        asked.once('exit', onExit).once('message', onMessage)
        asked.send('check')
      })
    },
    stop: () => void child?.kill(),
  }
}
