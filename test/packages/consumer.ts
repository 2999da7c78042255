import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { type CommandResult, runCommand } from '../tangle/temporary-project.ts'
import type { PackedPackage } from './pack-packages.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))

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
