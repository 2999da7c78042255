import { execFileSync, spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))

export interface Outcome {
  readonly exitCode: number
  /** Both outputs, in the order of arrival. */
  readonly output: string
}

/** A copy of this repository in a temporary folder, in which anything may be broken. */
export interface ScratchProject {
  readonly root: string
  read(path: string): string
  write(path: string, text: string): void
  /** Writes back what `write` and `tangle` have changed. */
  restore(): void
  /** Runs the copy's own command. */
  tangle(...args: string[]): Promise<Outcome>
  remove(): void
}

/** Copies what git would commit. Packages are linked, but for those of the workspace: these must be the copy's own. */
export function createScratchProject(): ScratchProject {
  const root = mkdtempSync(join(tmpdir(), 'mutations-'))
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: repository,
    encoding: 'utf8',
  })
  const files = listed.split('\0').filter((path) => path !== '' && existsSync(join(repository, path)))
  const originals = new Map<string, Buffer>()
  for (const path of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    copyFileSync(join(repository, path), join(root, path))
    originals.set(path, readFileSync(join(repository, path)))
  }
  linkPackages(root)

  return {
    root,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    write: (path, text) => writeFileSync(join(root, path), text),
    restore() {
      for (const [path, bytes] of originals) {
        const file = join(root, path)
        if (existsSync(file) && readFileSync(file).equals(bytes)) continue
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, bytes)
      }
      const untracked = execFileSync('find', ['docs', 'examples_from_docs', 'test/scenarios', '-type', 'f'], {
        cwd: root,
        encoding: 'utf8',
      })
      for (const path of untracked.split('\n')) if (path !== '' && !originals.has(path)) rmSync(join(root, path))
    },
    tangle: (...args) => run(process.execPath, [join(root, 'tangle/bin/tangle.js'), ...args], root),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  }
}

function linkPackages(root: string): void {
  const packages = join(repository, 'node_modules')
  mkdirSync(join(root, 'node_modules/@parley'), { recursive: true })
  symlinkSync('../../tangle', join(root, 'node_modules/@parley/tangle'))
  for (const name of readdirSync(packages)) {
    if (name !== '@parley') symlinkSync(join(packages, name), join(root, 'node_modules', name))
  }
  const own = join(repository, 'tangle/node_modules')
  if (existsSync(own)) symlinkSync(own, join(root, 'tangle/node_modules'))
}

function run(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', CI: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }))
  })
}
