import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { serveMock } from '@parley/sdk/node'
import type { ExpectedExample } from './example-pages.ts'

// The baseline: compiled to JavaScript and run by a plain `node` (./compiled-project.ts). Plain programs, as many at
// once as there are processors, each against a mock of its own that this process serves; and a look at what comes out.

export interface CompiledRun {
  readonly examples: readonly ExpectedExample[]
}

const here = (path: string) => new URL(path, import.meta.url)
const { examples }: CompiledRun = JSON.parse(await readFile(here('./run.json'), 'utf8'))

let next = 0
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let example = examples[next++]; example; example = examples[next++]) await runOne(example)
  }),
)
console.log(`${examples.length} examples held`)

async function runOne({ name, stdout, transcript }: ExpectedExample): Promise<void> {
  const { default: scenario } = await import(here(`./scenarios/${name}.js`).href)
  const server = await serveMock({ port: 0, seed: name, scenario })
  const result = await runProgram(fileURLToPath(here(`./examples/${name}.js`)), server.environment)
  const seen = server.mock.transcript()
  await server.close()
  if (result.exitCode !== 0 || result.stdout !== stdout) throw new Error(`${name}: ${JSON.stringify(result)}`)
  if (transcript && seen.join('\n') !== transcript.join('\n')) throw new Error(`${name}: ${seen.join('\n')}`)
  if (server.mock.deviations.length > 0) throw new Error(`${name} deviates from the platform.`)
}

function runProgram(file: string, env: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [file], {
    env: { PATH, HOME, TZ: 'UTC', LANG: 'C.UTF-8', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text
    })
  }
  return new Promise<typeof output & { exitCode: number | null }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ ...output, exitCode }))
  })
}
