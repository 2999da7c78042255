import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TangleConfig } from '../../config/config.ts'
import type { SiteScope } from '../site-scope.ts'
import type { PlainBlocks } from '../weave-options.ts'
import type { FoundHovers } from './collect-hovers.ts'

const isSource = import.meta.url.endsWith('.ts')
const program = fileURLToPath(new URL(`./hover-process.${isSource ? 'ts' : 'js'}`, import.meta.url))

/** What the process of `hover-process.ts` is asked. */
export interface HoverQuestion extends SiteScope {
  /** The folder of the project, absolute. */
  readonly root: string
  /** Default: the file in its folder. */
  readonly config?: TangleConfig
  readonly plainBlocks: PlainBlocks
  readonly withDeclared: boolean
}

/** What it answers. */
export type HoverAnswer =
  | { readonly pages: readonly (readonly [path: string, found: FoundHovers])[] }
  | { readonly failure: string }

/**
 * Begins to collect the types of all pages in a process of its own: the compiler works about as long as the rest of a
 * build. A build that fails meanwhile does not wait for it.
 *
 * @returns Waits for the types. Rejects if the project or its compiler cannot be used.
 */
export function buildHovers({ config, ...question }: HoverQuestion): () => Promise<ReadonlyMap<string, FoundHovers>> {
  const child = fork(program, {
    cwd: question.root,
    execArgv: isSource ? ['--import', import.meta.resolve('tsx')] : [],
  })
  const found = new Promise<ReadonlyMap<string, FoundHovers>>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Collecting the types of the pages ended with status ${code}.`)))
    child.once('message', (answer: HoverAnswer) => {
      if ('failure' in answer) reject(new Error(answer.failure))
      else resolve(new Map(answer.pages))
    })
  })
  // Whoever waits hears of it.
  found.catch(() => {})
  // What a configuration has besides data makes tables, which have no types.
  child.send({ ...question, ...(config && { config: JSON.parse(JSON.stringify(config)) }) })
  child.unref()
  child.channel?.unref()
  return () => {
    child.ref()
    child.channel?.ref()
    return found
  }
}
