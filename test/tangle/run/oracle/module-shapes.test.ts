import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { collectExamples, MemoryFileSystem, openProject, runExamples } from '@parley/tangle'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readErrorReport } from '../../../../tangle/run/failure/error-report.ts'
import { mixedShapes } from './mixed-shapes.ts'
import { type ModuleShape, moduleShapes } from './module-shapes.ts'

/** What a program did, without what only a machine knows. */
interface Outcome {
  readonly stdout: string
  readonly exitCode: number | null
  /** The first line of the error that nothing caught. */
  readonly error: string | undefined
}

const shapes = [...moduleShapes, ...mixedShapes]
const tsx = fileURLToPath(new URL('../../../../node_modules/tsx/dist/', import.meta.url))
let ours: ReadonlyMap<string, Outcome>
let theirs: ReadonlyMap<string, Outcome>

beforeAll(async () => {
  // One after the other: two programs at a time are as many as the smallest machine has processors.
  ours = await runAsPages()
  theirs = await runAsFiles()
}, 600_000)

const folders: string[] = []

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 }))))

describe('a program does what the written file does under tsx or node', () => {
  test.each(shapes)('$name', ({ name }) => {
    expect(theirs.get(name)).toBeDefined()
    expect(ours.get(name)).toEqual(theirs.get(name))
  })
})

async function runAsPages(): Promise<Map<string, Outcome>> {
  const root = await writeProject(false)
  const blocks = shapes.flatMap(({ name, targets }) =>
    Object.entries(targets).map(([path, text]) => `\`\`\`\`js {file=shapes/${name}/${path}}\n${text}\n\`\`\`\``),
  )
  const include = shapes.map(({ name, entry }) => `shapes/${name}/${entry}`)
  const project = await openProject({
    root,
    config: { hoistImports: false, examples: { include } },
    fileSystem: new MemoryFileSystem({ 'a.md': `${blocks.join('\n\n')}\n` }),
  })
  const { examples } = collectExamples(project)
  const outcomes = new Map<string, Outcome>()
  for (const { example, execution } of await runExamples(project, examples)) {
    const name = example.target.path.split('/')[1] ?? ''
    expect(execution).toBeDefined()
    if (execution) outcomes.set(name, toOutcome(root, execution))
  }
  return outcomes
}

async function runAsFiles(): Promise<Map<string, Outcome>> {
  const root = await writeProject(true)
  const outcomes = new Map<string, Outcome>()
  let next = 0
  const work = async () => {
    for (let shape = shapes[next++]; shape; shape = shapes[next++])
      outcomes.set(shape.name, toOutcome(root, await runFile(root, shape)))
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return outcomes
}

/** Everything in a folder of its own; with the targets written, or without. */
async function writeProject(withTargets: boolean): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'tangle shapes ')))
  folders.push(root)
  for (const { name, targets, files = {}, links = {} } of shapes) {
    const folder = join(root, 'shapes', name)
    const all = { ...files, ...(withTargets && targets) }
    for (const [path, text] of Object.entries(all)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), `${text}\n`)
    }
    for (const [path, to] of Object.entries(links)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await symlink(join(folder, to), join(folder, path))
    }
  }
  return root
}

function runFile(root: string, { name, entry, startedBy }: ModuleShape) {
  const file = join(root, 'shapes', name, entry)
  const tsconfig = join(dirname(file), 'tsconfig.json')
  // As the executable of `tsx` starts Node, without a process in between.
  const loader = ['--require', `${tsx}preflight.cjs`, '--import', `file://${tsx}loader.mjs`]
  const args = startedBy === 'tsx' || /tsx?$/.test(entry) ? [...loader, file] : [file]
  const env = { PATH: process.env.PATH, NO_COLOR: '1', TZ: 'UTC', LANG: 'C.UTF-8' }
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...env, ...(existsSync(tsconfig) && { TSX_TSCONFIG_PATH: tsconfig }) },
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

function toOutcome(
  root: string,
  { stdout, stderr, exitCode }: { stdout: string; stderr: string; exitCode: number | null },
) {
  const { error } = readErrorReport(stderr)
  const plain = (text: string) =>
    text.replaceAll(`file://${root.replaceAll(' ', '%20')}`, 'file:<root>').replaceAll(root, '<root>')
  // Node shows the name of an error in front or behind, as it was set before its stack was taken or after that.
  const [first] = error
  return {
    stdout: plain(stdout),
    exitCode,
    error: first === undefined ? undefined : plain(first.replace(/ \{$|(?<=^Error) \[TransformError\]/g, '')),
  }
}
