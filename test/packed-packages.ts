import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { type CommandResult, runCommand } from './tangle/temporary-project.ts'

const repository = fileURLToPath(new URL('../', import.meta.url))

/** A package as it would be published, unpacked. */
export interface PackedPackage {
  readonly name: string
  readonly folder: string
  /** Relative to the folder, sorted. */
  readonly files: readonly string[]
  readonly manifest: {
    readonly dependencies: Readonly<Record<string, string>>
    readonly peerDependencies: Readonly<Record<string, string>>
  }
}

export interface Packed {
  readonly sdk: PackedPackage
  readonly tangle: PackedPackage
  remove(): Promise<void>
}

/** Packs both packages with npm, in a copy: `dist/` is not made here, where other tests may look at it. */
export async function packPackages(): Promise<Packed> {
  const temporary = await mkdtemp(join(tmpdir(), 'packed '))
  const copy = join(temporary, 'repository')
  await mkdir(copy)
  await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'))
  const parts = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'README.md', 'CHANGELOG.md', 'LICENSE']
  for (const part of [...parts, 'src', 'tangle'])
    await cp(join(repository, part), join(copy, part), { recursive: true })
  await rm(join(copy, 'dist'), { recursive: true, force: true })
  const pack = async (name: string, folder: string): Promise<PackedPackage> => {
    const env = { npm_config_offline: 'true', npm_config_update_notifier: 'false', npm_config_loglevel: 'error' }
    const { stdout, stderr, exitCode } = await runCommand(
      'npm',
      ['pack', '--pack-destination', temporary],
      join(copy, folder),
      env,
    )
    if (exitCode !== 0) throw new Error(`npm pack failed:\n${stdout}${stderr}`)
    const unpacked = join(temporary, name)
    await mkdir(unpacked)
    const tarball = stdout.trim().split('\n').at(-1) ?? ''
    const result = await runCommand('tar', ['-xzf', join(temporary, tarball), '-C', unpacked], temporary)
    if (result.exitCode !== 0) throw new Error(result.stderr)
    const root = join(unpacked, 'package')
    const entries = await readdir(root, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    return {
      name: `@parley/${name}`,
      folder: root,
      files: files.map((file) => file.slice(root.length + 1).replaceAll('\\', '/')).sort(),
      manifest: JSON.parse(await readFile(join(root, 'package.json'), 'utf8')),
    }
  }
  const remove = () => rm(temporary, { recursive: true, force: true, maxRetries: 3 })
  try {
    return { sdk: await pack('sdk', '.'), tangle: await pack('tangle', 'tangle'), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** The packages that a package imports anywhere, as a bundler sees it: comments and strings do not count. */
export async function importedPackages({ folder, files }: PackedPackage): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: files.filter((file) => file.endsWith('.js')),
    absWorkingDir: folder,
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  })
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports)
  const names = imports
    .filter(({ external }) => external)
    .map(({ path }) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path)
  return [...new Set(names)].filter((name) => !name.startsWith('node:')).sort()
}

/** A folder with a package in it and nothing else but what the package says that it needs. */
export interface Consumer {
  readonly root: string
  run(...args: string[]): Promise<CommandResult>
  write(files: Readonly<Record<string, string>>): Promise<void>
  read(path: string): Promise<string>
}

const folders: string[] = []

/** Installs without a network: declared dependencies are links, so what is not declared is not found. */
export async function install(
  { name, folder, manifest }: PackedPackage,
  files: Readonly<Record<string, string>> = {},
  also: readonly string[] = [],
): Promise<Consumer> {
  const root = await mkdtemp(join(tmpdir(), 'consumer '))
  folders.push(root)
  const modules = join(root, 'node_modules')
  // Copied, since a link would lead Node to packages that are around its destination.
  await cp(folder, join(modules, name), { recursive: true })
  for (const dependency of [...Object.keys(manifest.dependencies), ...also]) {
    await mkdir(dirname(join(modules, dependency)), { recursive: true })
    await symlink(join(repository, 'node_modules', dependency), join(modules, dependency))
  }
  const consumer: Consumer = {
    root,
    run: (...args) => runCommand(process.execPath, args, root),
    async write(written) {
      for (const [path, text] of Object.entries(written)) {
        await mkdir(dirname(join(root, path)), { recursive: true })
        await writeFile(join(root, path), text)
      }
    },
    read: (path) => readFile(join(root, path), 'utf8'),
  }
  await consumer.write(files)
  return consumer
}

export async function removeConsumers(): Promise<void> {
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** What a TypeScript project says about `consumer.ts`, libraries included: nothing, if all is well. */
export async function compile(consumer: Consumer, moduleResolution: 'nodenext' | 'bundler', types = ['node']) {
  const compilerOptions = {
    ...{ strict: true, noEmit: true, target: 'es2022', lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'] },
    ...{ module: moduleResolution === 'nodenext' ? 'nodenext' : 'esnext', moduleResolution, types },
  }
  await consumer.write({ 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['consumer.ts'] }) })
  const { stdout } = await consumer.run(join(repository, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json')
  return stdout
}

/** What browsers have and this language has not. */
const browserNames = [
  ...['AbortController', 'AbortSignal', 'Blob', 'DOMException', 'File', 'FormData', 'Headers', 'ReadableStream'],
  ...['Request', 'Response', 'TextDecoder', 'TextDecoderStream', 'TextEncoder', 'TransformStream', 'URL'],
  ...['URLSearchParams', 'atob', 'btoa', 'clearTimeout', 'console', 'crypto', 'queueMicrotask', 'setTimeout'],
  'structuredClone',
]
const browser = Object.fromEntries(browserNames.map((name) => [name, Reflect.get(globalThis, name)]))

/** Bundles `browser.js` of a consumer for browsers and runs it where nothing of Node is. It sets `result`. */
export async function runInBrowser({ root }: Consumer): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: ['browser.js'],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    logLevel: 'silent',
  })
  const context = { ...browser, result: undefined as unknown }
  runInNewContext(outputFiles[0]?.text ?? '', context)
  return context.result
}
