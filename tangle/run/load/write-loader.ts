import { realpathSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { TsConfigResult } from 'get-tsconfig'
import type { Project } from '../../project/project.ts'
import { tsconfigFor } from '../../project/tsconfig.ts'
import { compileAhead } from './compile-ahead.ts'
import * as compiler from './compiler.ts'
import {
  compilerName,
  hooksName,
  type LoaderPlan,
  moduleFile,
  preloadName,
  targetsFile,
  typescriptFile,
} from './loader-plan.ts'
import { isTypeScript } from './module-paths.ts'
import { ModuleStore } from './module-store.ts'
import { formatOf } from './package-type.ts'
import { PageTargets } from './page-targets.ts'
import { readAliases } from './path-aliases.ts'

/** How Node is started so that it runs a target. */
export interface NodeStart {
  /** In front of the path of the target. */
  readonly args: readonly string[]
  /** The value of `NODE_OPTIONS`: not an argument, so that it is in the Node programs that a program starts as well. */
  readonly nodeOptions: string
}

/** What is written for the programs of a run. */
export interface Loader {
  /** How each target is started, by its path. */
  readonly starts: ReadonlyMap<string, NodeStart>
  /** By URL, the texts as which Node may load each target, with their maps; only if they are instrumented. */
  readonly modules: ReadonlyMap<string, readonly string[]>
}

/** Changes the text of a module that is about to be loaded; no line and no column may move. */
export type Instrument = (text: string) => string

const prepareProcess: keyof typeof import('../process/preload.ts') = 'prepareProcess'

/**
 * Writes what Node programs need so that they load the modules of a project from where they are, with targets as their
 * pages say them now, into the folder of a run.
 */
export async function writeLoader(
  project: Project,
  paths: readonly string[],
  folder: string,
  instrument?: Instrument,
): Promise<Loader> {
  const root = resolve(project.root)
  const roots = [...new Set([root, realpathSync(root)])]
  const targets = new PageTargets(project, roots, instrument)
  const modules = new Map<string, string[]>()
  const esbuild = createRequire(import.meta.url).resolve('esbuild')
  const planOf = (tsconfig: TsConfigResult | undefined) => ({
    ...{ roots, folder, tsconfig, esbuild },
    aliases: tsconfig && readAliases(tsconfig),
    allowJs: tsconfig?.config.compilerOptions?.allowJs ?? false,
  })
  const groups = groupByTsconfig(project, paths)
  for (const { tsconfig, paths } of groups) {
    const store = new ModuleStore(planOf(tsconfig), targets, () => compiler)
    const entries = paths.map((path) => resolve(root, path))
    if (!instrument) await compileAhead(store, entries)
    else {
      await compileAhead(store, [...entries, ...targets.scripts()], {
        instrument,
        onModule(path, text) {
          const url = pathToFileURL(path).href
          modules.set(url, [...(modules.get(url) ?? []), text])
        },
      })
    }
  }
  const places = await writeTargets(targets, folder)
  const hooks = join(folder, hooksName)
  const plans = groups.map(({ tsconfig }): LoaderPlan => ({ ...planOf(tsconfig), targets: places }))
  await Promise.all([
    build({ ...bundled, entryPoints: [ownModule('./esm-hooks')], format: 'esm', outfile: hooks }),
    build({ ...bundled, entryPoints: [ownModule('./compiler')], outfile: join(folder, compilerName) }),
    ...plans.map((plan, index) => writeFile(join(folder, `.plan-${index}.json`), JSON.stringify(plan))),
    ...plans.map((_, index) => buildPreload(folder, index, hooks)),
    writeFile(join(folder, typescriptFile), ''),
    writeFile(join(folder, moduleFile), ''),
  ])
  const starts = groups.flatMap(({ paths }, index) =>
    paths.map((path): [string, NodeStart] => {
      const file = join(folder, `${preloadName}-${index}.cjs`)
      return [path, { args: markerOf(resolve(root, path), folder), nodeOptions: `--require ${quote(file)}` }]
    }),
  )
  return { starts: new Map(starts), modules }
}

/** An empty module that Node is told to import first, which says how the process behaves. */
function markerOf(path: string, folder: string): string[] {
  const name = isTypeScript(path) ? typescriptFile : formatOf(path) === 'module' ? moduleFile : undefined
  return name === undefined ? [] : ['--import', pathToFileURL(join(folder, name)).href]
}

function groupByTsconfig(project: Project, paths: readonly string[]) {
  const groups = new Map<string, { readonly tsconfig: TsConfigResult | undefined; readonly paths: string[] }>()
  for (const path of paths) {
    const tsconfig = tsconfigFor(project, path)
    const group = groups.get(tsconfig?.path ?? '') ?? { tsconfig, paths: [] }
    group.paths.push(path)
    groups.set(tsconfig?.path ?? '', group)
  }
  return [...groups.values()]
}

async function writeTargets(targets: PageTargets, folder: string): Promise<LoaderPlan['targets']> {
  const places: Record<string, readonly [number, number]> = {}
  const parts: Buffer[] = []
  let offset = 0
  for (const [path, text] of targets.texts()) {
    const bytes = Buffer.from(text)
    places[path] = [offset, bytes.length]
    offset += bytes.length
    parts.push(bytes)
  }
  await writeFile(join(folder, targetsFile), Buffer.concat(parts))
  return places
}

function buildPreload(folder: string, index: number, hooks: string): Promise<unknown> {
  const plan = join(folder, `.plan-${index}.json`)
  const contents = `import { ${prepareProcess} } from ${JSON.stringify(ownModule('../process/preload'))}
delete require.cache[__filename]
${prepareProcess}(${JSON.stringify(plan)}, ${JSON.stringify(hooks)})
`
  const stdin = { contents, resolveDir: bundled.absWorkingDir }
  return build({ ...bundled, stdin, outfile: join(folder, `${preloadName}-${index}.cjs`) })
}

/** What runs inside of programs is one file: it imports nothing that they could see, and nothing of the project. */
const bundled = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'silent',
  // In the project, its `package.json` would be read.
  absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
} as const

/** From source in a checkout, compiled in a package. */
function ownModule(name: string): string {
  return fileURLToPath(new URL(`${name}${extname(import.meta.url)}`, import.meta.url))
}

/** As Node reads its options: in quotes, with backslashes in front of quotes and of themselves. */
function quote(path: string): string {
  return `"${path.replaceAll(/[\\"]/g, '\\$&')}"`
}
