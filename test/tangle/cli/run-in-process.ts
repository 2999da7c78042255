import { Writable } from 'node:stream'
import { runCommandLine } from '../../../tangle/cli/run-command-line.ts'
import type { CommandResult } from '../temporary-project.ts'

/** What the command does, without a process of its own. */
export async function runInProcess(
  root: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const [stdout, stderr] = [new Collector(), new Collector()]
  const exitCode = await runCommandLine(args, { root, environment, stdout, stderr })
  return { exitCode, stdout: stdout.text, stderr: stderr.text }
}

class Collector extends Writable {
  text = ''

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8')
    done()
  }
}
