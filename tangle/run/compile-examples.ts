import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Loader, type Message, type Plugin, transform } from 'esbuild'
import type { Diagnostic } from '../model/diagnostic.ts'
import { locationAt, type Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import { toSourceMap } from '../write/source-map.ts'
import type { Example } from './example.ts'

/**
 * Compiles each example, with the modules of the project that it imports, to one file for Node: `NAME.mjs` in a folder.
 * Its source map leads to the pages. Packages stay imports. Returns why examples could not be compiled, by name.
 */
export async function compileExamples(
  project: Project,
  examples: readonly Example[],
  outdir: string,
): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const failures = new Map<string, readonly Diagnostic[]>()
  if (examples.length === 0 || (await bundle(project, examples, outdir)).length === 0) return failures
  // One bad example spoils a common build: the others are none the worse for it.
  for (const example of examples) {
    const errors = await bundle(project, [example], outdir)
    if (errors.length === 0) continue
    const diagnostics = errors.map((error) => toDiagnostic(project, example, error))
    failures.set(example.name, diagnostics)
  }
  return failures
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
