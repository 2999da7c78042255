import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { glob } from 'tinyglobby'
import type { Block } from '../../model/block.ts'
import type { Project } from '../../project/project.ts'
import { tsconfigFor } from '../../project/tsconfig.ts'
import { collectExamples, type Example, exampleName } from '../example/example.ts'
import { compileOptions } from '../load/compile-module.ts'
import { isScript } from '../load/module-paths.ts'
import { type ModuleGraph, reachable, readModuleGraph } from './module-graph.ts'
import { findLinkedPackage, hashPackages } from './packages.ts'

/** A hash of everything that the outcome of an example depends on, or why that is not known. */
export type Fingerprint = { readonly hash: string } | { readonly doubt: string }

/**
 * Takes the fingerprint of each example. It covers:
 *
 * - the modules of the project that it imports, and the tsconfig under which they are compiled;
 * - the attributes of its `file=` block, and the attributes and lines of the blocks that say what comes out;
 * - the configuration, this toolchain, the platform and the version of Node, and the versions of all packages;
 * - the modules that the host reaches. Where the host imports by a path with a variable part, such as
 *   `./scenarios/${name}.ts`, a module that is called like an example and is reached in no other way belongs to that
 *   example alone, and so does what only it imports. Every other module of the host belongs to all examples.
 *
 * There is a doubt, and so no fingerprint, if a program or the host computes the path of an import, reads files or
 * starts programs, cannot be compiled, or uses a package whose version is not known; and for a program in a language
 * other than JavaScript and TypeScript. The environment of the tests and the text that Markdown has between blocks are
 * not covered.
 */
export async function fingerprintExamples(
  project: Project,
  examples: readonly Example[],
): Promise<ReadonlyMap<string, Fingerprint>> {
  const [packages, tool, host] = await Promise.all([
    hashPackages(project.root),
    hashToolchain(),
    readHostGraph(project),
  ])
  const { version, platform, arch } = process
  const base = JSON.stringify([version, platform, arch, tool, packages, project.config])
  const hostDoubt = host && (await findDoubt(project, host, packages))
  const shared = host && sharedModules(project, host)
  const found = new Map<string, Fingerprint>()
  const texts = new Map<string, Promise<string>>()
  const compiled = (module: string) => {
    const text = texts.get(module) ?? compileModule(project, module)
    texts.set(module, text)
    return text
  }
  const work = examples.map(async (example) => {
    const graph = await readProgramGraph(project, example)
    const doubt = hostDoubt ?? (await findProgramDoubt(project, example, graph, packages))
    if (doubt !== undefined || !graph) {
      if (doubt !== undefined) found.set(example.name, { doubt })
      return
    }
    const hash = createHash('sha256')
      .update(base)
      .update(JSON.stringify(describeExample(example)))
    hash.update(JSON.stringify(tsconfigFor(project, example.target.path) ?? null))
    for (const module of graph.modules) hash.update(JSON.stringify([module, await compiled(module)]))
    for (const module of host && shared ? modulesOf(host, shared, example.name) : []) {
      hash.update(JSON.stringify(module)).update(await readFile(resolve(project.root, module)))
    }
    found.set(example.name, { hash: hash.digest('hex') })
  })
  await Promise.all(work)
  return found
}

/** The graph of the host as it lies on the disk, since that is what will be started; `undefined` without a host. */
export async function readHostGraph(project: Project): Promise<ModuleGraph | undefined> {
  const file = project.config.examples?.host
  return file === undefined ? undefined : readModuleGraph(project, file, { fromPages: false })
}

/** The modules of a host that matter for all examples: those that are reached in another way than as the choice of one. */
export function sharedModules(project: Project, host: ModuleGraph): Set<string> {
  const names = new Set(collectExamples(project).examples.map((example) => example.name))
  return reachable(host, [host.entry], (choice) => !names.has(exampleName(choice)))
}

/** The modules of a host that matter for one example: those of all examples, and its own behind a choice. */
export function modulesOf(host: ModuleGraph, shared: ReadonlySet<string>, name: string): string[] {
  const own = [...shared].flatMap((module) => host.choices.get(module) ?? []).filter((it) => exampleName(it) === name)
  return [...new Set([...shared, ...reachable(host, own)])].sort()
}

async function readProgramGraph(project: Project, { target }: Example): Promise<ModuleGraph | undefined> {
  return isScript(target.path) ? readModuleGraph(project, target.path, { fromPages: true }) : undefined
}

function findProgramDoubt(
  project: Project,
  { name }: Example,
  graph: ModuleGraph | undefined,
  packages: string | undefined,
): Promise<string | undefined> | string {
  if (!graph) return `What ${name} reads is not known: only JavaScript and TypeScript are followed.`
  return findDoubt(project, graph, packages)
}

/** A module as the program will load it: as its pages say it now, if it is a target; types and comments do not count. */
async function compileModule({ root, tangled }: Project, path: string): Promise<string> {
  const file = resolve(root, path)
  const text = tangled.targets.find((target) => target.path === path)?.text ?? (await readFile(file, 'utf8'))
  if (!isScript(path)) return text
  try {
    const options = compileOptions({ path: file, text, format: 'module', tsconfig: undefined })
    return (await transform(text, { ...options, sourcemap: false })).code
  } catch {
    // The program says what is wrong with it.
    return text
  }
}

async function findDoubt(project: Project, graph: ModuleGraph, packages: string | undefined) {
  if (graph.doubt !== undefined) return graph.doubt
  if (graph.packages.length === 0) return undefined
  if (packages === undefined) return `${graph.entry} uses packages, and there is no lockfile that says their versions.`
  const linked = await findLinkedPackage(project.root, graph.packages)
  return linked && `${graph.entry} uses ${linked}, a link to a folder that may have changed.`
}

function describeExample({ target, expectations, exitCode, timeout, args }: Example): unknown {
  const shown = expectations.map(({ kind, block }) => [kind, attributesOf(block), block.lines.map((line) => line.text)])
  return [target.path, attributesOf(target.root), exitCode, timeout, args, shown]
}

function attributesOf(block: Block): string[][] {
  return [...block.attributes.values()].map(({ key, value }) => [key, value])
}

/** Of the sources in a checkout, of what was built of them in a package. */
async function hashToolchain(): Promise<string> {
  const folder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
  const files = await glob('**/*.{ts,js}', { cwd: folder, ignore: ['**/node_modules/**', 'dist/**'], absolute: true })
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(await readFile(file))
  return hash.digest('hex')
}
