import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Loader, type Message, type Plugin, transform } from 'esbuild'
import type { Diagnostic } from '../model/diagnostic.ts'
import { locationAt, type Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import { toSourceMap } from '../write/source-map.ts'
import type { Example } from './example.ts'

/** Where bundles lie: inside the project, so that Node finds its packages from there. Ignored by git. */
const folder = '.tangle'

/** Compiled examples, in a folder of their own, so that two runs at once do not mix. */
export interface ExampleBundles {
  /** The absolute path of the bundle of each example that could be compiled. */
  readonly files: ReadonlyMap<string, string>
  /** Why the others could not. */
  readonly failures: ReadonlyMap<string, readonly Diagnostic[]>
  remove(): Promise<void>
}

/**
 * Compiles each example, with the modules of the project that it imports, to one file for Node. Its source map leads to
 * the pages. Packages stay imports.
 */
export async function bundleExamples(project: Project, examples: readonly Example[]): Promise<ExampleBundles> {
  await mkdir(join(project.root, folder), { recursive: true })
  const outdir = await mkdtemp(join(project.root, folder, 'run-'))
  // Also when the run is interrupted, which leaves time for nothing asynchronous.
  const clean = () => rmSync(outdir, { recursive: true, force: true })
  process.once('exit', clean)
  const failures = new Map<string, readonly Diagnostic[]>()
  if ((await bundle(project, examples, outdir)).length > 0) {
    // One bad example spoils a common build: the others are none the worse for it.
    for (const example of examples) {
      const errors = await bundle(project, [example], outdir)
      if (errors.length > 0)
        failures.set(
          example.name,
          errors.map((error) => toDiagnostic(project, example, error)),
        )
    }
  }
  const compiled = examples.filter(({ name }) => !failures.has(name))
  return {
    files: new Map(compiled.map(({ name }) => [name, join(outdir, `${name}.mjs`)])),
    failures,
    async remove() {
      process.off('exit', clean)
      await rm(outdir, { recursive: true, force: true })
    },
  }
}

/** Compiles into a folder; returns what the compiler objects to. */
async function bundle(project: Project, examples: readonly Example[], outdir: string): Promise<readonly Message[]> {
  const { root, config } = project
  const types = config.types === false ? undefined : config.types
  const tsconfig = resolve(root, types?.tsconfig ?? 'tsconfig.json')
  try {
    await build({
      entryPoints: Object.fromEntries(examples.map(({ name, target }) => [name, resolve(root, target.path)])),
      outdir,
      outExtension: { '.js': '.mjs' },
      absWorkingDir: root,
      // Named, since esbuild finds none next to a target whose folder does not exist yet.
      ...(existsSync(tsconfig) && { tsconfig }),
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      format: 'esm',
      // Errors carry the names of their classes.
      keepNames: true,
      sourcemap: 'linked',
      sourcesContent: true,
      logLevel: 'silent',
      plugins: [fromPages(project)],
    })
    return []
  } catch (error) {
    if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) return error.errors
    throw error
  }
}

/** An objection of the compiler at its place in a page; one to another module at the block of the example. */
function toDiagnostic(project: Project, { name, target }: Example, { text, location }: Message): Diagnostic {
  const fallback = target.root.attributes.get('file')?.location ?? target.root.fence
  const isInTarget = location !== null && resolve(project.root, location.file) === resolve(project.root, target.path)
  const where = location === null || isInTarget ? '' : ` (${location.file}:${location.line}:${location.column + 1})`
  return {
    code: 'example-failed',
    severity: 'error',
    message: `${name} cannot be compiled: ${text}${where}`,
    location: isInTarget
      ? locationAt(target, { line: location.line - 1, column: location.column }, location.length)
      : fallback,
  }
}

/** Loads a target as its pages say it now, with its map, and lets every module keep its own `import.meta`. */
function fromPages({ root, tangled }: Project): Plugin {
  const targets = new Map(tangled.targets.map((target) => [resolve(root, target.path), target]))
  return {
    name: 'tangle',
    setup(build) {
      // A target that is not on the disk yet can be an entry point, too.
      build.onResolve({ filter: /.*/ }, ({ path, kind }) =>
        kind === 'entry-point' && targets.has(path) ? { path } : undefined,
      )
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
        const target = targets.get(path)
        if (!target) return undefined
        const text = `${target.text}//# sourceMappingURL=${inlineMap(root, path, target)}\n`
        const loader = loaderOf(path)
        if (!target.text.includes('import.meta')) return { contents: text, loader, resolveDir: dirname(path) }
        const url = JSON.stringify(pathToFileURL(path).href)
        const define = {
          'import.meta.url': url,
          'import.meta.filename': JSON.stringify(path),
          'import.meta.dirname': JSON.stringify(dirname(path)),
        }
        const { code } = await transform(text, {
          loader,
          define,
          sourcemap: 'inline',
          sourcefile: path,
          target: 'esnext',
        })
        return { contents: code, loader: 'js', resolveDir: dirname(path) }
      })
    },
  }

  function inlineMap(root: string, path: string, target: Target): string {
    const map = toSourceMap(target, tangled.pages, (page) =>
      relative(dirname(path), resolve(root, page)).replaceAll('\\', '/'),
    )
    return `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`
  }
}

function loaderOf(path: string): Loader {
  const extension = path.replace(/^.*\.[cm]?/, '')
  return extension === 'tsx' || extension === 'jsx' || extension === 'ts' ? extension : 'js'
}
