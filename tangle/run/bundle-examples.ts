import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Project } from '../project/project.ts'
import { atExit } from './at-exit.ts'
import { compileExamples } from './compile-examples.ts'
import { type Example, noRunner } from './example.ts'
import type { Command } from './execute.ts'
import { fillCommand, runnerOf } from './runner.ts'

/** Where programs lie: inside the project, so that Node finds its packages from there. Ignored by git. */
const folder = '.tangle'

/** A program that is ready to be started. */
export interface PreparedProgram {
  readonly command: Command
  /** The absolute path of what is executed: the compiled bundle, or a copy of the target. */
  readonly file: string
}

/** Programs of examples, in a folder of their own, so that two runs at once do not mix. */
export interface ExampleBundles {
  /** Absolute. */
  readonly folder: string
  /** How each example is started that could be prepared. */
  readonly programs: ReadonlyMap<string, PreparedProgram>
  /** The absolute path of what is executed for each of them. */
  readonly files: ReadonlyMap<string, string>
  /** Why the others could not. */
  readonly failures: ReadonlyMap<string, readonly Diagnostic[]>
  remove(): Promise<void>
}

/**
 * Makes each example ready to be run as its pages say it now, whatever lies on the disk: JavaScript and TypeScript is
 * compiled to one file for Node, with the modules of the project that it imports; everything else is written as it is,
 * under its own name, with the other targets of its language beside it.
 */
export async function bundleExamples(project: Project, examples: readonly Example[]): Promise<ExampleBundles> {
  await mkdir(join(project.root, folder), { recursive: true })
  const outdir = await mkdtemp(join(project.root, folder, 'run-'))
  // Also when the run is interrupted, which leaves time for nothing asynchronous.
  const callOff = atExit(() => rmSync(outdir, { recursive: true, force: true }))
  const compiled = examples.filter(({ target }) => runnerOf(project, target.path) === 'node')
  const failures = new Map(await compileExamples(project, compiled, outdir))
  for (const example of examples) {
    if (!runnerOf(project, example.target.path)) failures.set(example.name, [noRunner(example.target)])
  }
  if (compiled.length > 0) await writePreload(outdir)
  await writeTargets(project, examples, outdir)
  const ready = examples.filter(({ name }) => !failures.has(name))
  const programs = new Map(ready.map((example) => [example.name, toProgram(project, example, outdir)]))
  return {
    folder: outdir,
    programs,
    files: new Map([...programs].map(([name, { file }]) => [name, file])),
    failures,
    async remove() {
      callOff()
      await rm(outdir, { recursive: true, force: true })
    },
  }
}

function toProgram(project: Project, { name, target }: Example, outdir: string): PreparedProgram {
  const runner = runnerOf(project, target.path)
  if (typeof runner === 'object') {
    const file = resolve(outdir, target.path)
    return { file, command: { ...fillCommand(runner.command, file), env: {} } }
  }
  const file = join(outdir, `${name}.mjs`)
  // Not an argument, so that it is in the Node programs that the example starts as well.
  const env = { NODE_OPTIONS: `--import ${pathToFileURL(join(outdir, preloadFile)).href}` }
  return { file, command: { program: process.execPath, args: ['--enable-source-maps', file], env } }
}

/** What every Node program loads first. Begins with a dot: no example is called like it. */
export const preloadFile = '.preload.mjs'

const prepareProcess: keyof typeof import('./preload.ts') = 'prepareProcess'

async function writePreload(outdir: string): Promise<void> {
  // From source in a checkout, compiled in a package.
  const preload = fileURLToPath(new URL(`./preload${extname(import.meta.url)}`, import.meta.url))
  const contents = `import { ${prepareProcess} } from ${JSON.stringify(preload)}\n${prepareProcess}()\n`
  await build({
    stdin: { contents, resolveDir: outdir },
    outfile: join(outdir, preloadFile),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'silent',
  })
}

/** Programs in other languages, and the modules that they may load from beside them. */
async function writeTargets(project: Project, examples: readonly Example[], outdir: string): Promise<void> {
  const extensions = new Set(
    examples
      .filter(({ target }) => typeof runnerOf(project, target.path) === 'object')
      .map(({ target }) => extname(target.path)),
  )
  for (const { path, text } of project.tangled.targets) {
    if (!extensions.has(extname(path))) continue
    const file = resolve(outdir, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}
