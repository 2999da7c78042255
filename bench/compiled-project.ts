import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type TransformOptions, transform } from 'esbuild'
import { type ExampleProject, repository } from './example-project.ts'
import type { CompiledRun } from './run-compiled.ts'

const options: TransformOptions = { loader: 'ts', format: 'esm', target: 'node20' }

/**
 * Compiles a tangled project to JavaScript, file by file, as an author without this toolchain would have it: the SDK is
 * a package in `node_modules`, and each example a program of its own.
 *
 * @returns the path of the program that runs all examples, for a plain `node`.
 */
export async function compileProject({ root, examples }: ExampleProject): Promise<string> {
  const out = join(root, 'compiled')
  const sdk = join(out, 'node_modules/@parley/sdk')
  await compileFolder(join(root, 'src'), join(sdk, 'dist'))
  await cp(join(root, 'package.json'), join(sdk, 'package.json'))
  await compileFolder(join(root, 'examples_from_docs'), join(out, 'examples'))
  await compileFolder(join(root, 'test/scenarios'), join(out, 'scenarios'))
  await compileFile(join(repository, 'bench/run-compiled.ts'), join(out, 'run-compiled.js'))
  const run: CompiledRun = { examples }
  await writeFile(join(out, 'run.json'), JSON.stringify(run))
  await writeFile(join(out, 'package.json'), '{"type": "module"}')
  return join(out, 'run-compiled.js')
}

async function compileFolder(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { recursive: true })
  for (const path of entries.filter((name) => name.endsWith('.ts')))
    await compileFile(join(from, path), join(to, path.replace(/\.ts$/, '.js')))
}

async function compileFile(from: string, to: string): Promise<void> {
  const { code } = await transform(await readFile(from, 'utf8'), options)
  await mkdir(dirname(to), { recursive: true })
  // Relative imports name TypeScript files, which are JavaScript now.
  await writeFile(to, code.replace(/((?:from|import)\s*\(?\s*"\.{1,2}\/[^"]*)\.ts"/g, '$1.js"'))
}
