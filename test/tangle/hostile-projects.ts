import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What may be in the place of a file that the toolchain reads beside pages. */
export const forms = {
  empty: (file) => writeFileSync(file, ''),
  damaged: (file) => writeFileSync(file, Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x22, 0x0a, 0x5b])),
  'another thing': (file) => writeFileSync(file, '[null, {"pages": 3, "format": [], "version": {}}, "x"]\n'),
  // Its size is all that there is of it.
  huge: (file) => {
    writeFileSync(file, '')
    truncateSync(file, 2 ** 31 + 1)
  },
  'a folder': (file) => mkdirSync(file),
  'a link inside': (file, { root }) => symlinkSync(join(root, 'notes.txt'), file),
  'a link outside': (file, { outside }) => symlinkSync(join(outside, 'kept.txt'), file),
  'a link to a folder outside': (file, { outside }) => symlinkSync(outside, file),
  'a link to nothing': (file, { outside }) => symlinkSync(join(outside, 'new/none'), file),
  'a link to itself': (file) => symlinkSync(file, file),
  'a pipe': (file) => execFileSync('mkfifo', [file]),
} as const satisfies Record<string, (file: string, project: HostileProject) => void>

export type Form = keyof typeof forms

export interface HostileProject {
  readonly folder: string
  readonly root: string
  readonly outside: string
}

/** Every file that the toolchain reads beside pages. */
export const files = [
  '.tangle',
  '.tangle/journal',
  '.tangle/stitch',
  '.tangle/base',
  '.tangle/written',
  '.tangle/snapshot',
  '.tangle/passed.json',
  '.tangle/types',
  '.tangle/.gitignore',
  'tangle.ledger',
  'tangle.baseline.json',
  'tangle.config.json',
  'tangle.config.js',
  'entangled.toml',
  'pyproject.toml',
  '.entangled',
  '.entangled/filedb.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'node_modules',
  '.git',
  'a.md',
  'docs',
  'docs/b.md',
  'out',
  'out/a.ts',
] as const

const pageOf = (extension: string) =>
  [
    '# A',
    '',
    `\`\`\`${extension} {file=out/a.${extension}}`,
    'export const a = 1',
    '```',
    '',
    '```text {file=out/b.txt}',
    'b',
    '```',
    '',
  ].join('\n')

/** A project in a folder of its own, and a folder beside it that nobody may touch. */
export function makeHostileProject(extension = 'ts'): HostileProject {
  const folder = mkdtempSync(join(tmpdir(), 'tangle-hostile-'))
  const [root, outside] = [join(folder, 'project'), join(folder, 'outside')]
  for (const path of [root, outside, join(root, 'docs'), join(root, 'out')]) mkdirSync(path)
  writeFileSync(join(outside, 'kept.txt'), 'kept\n')
  writeFileSync(join(root, 'notes.txt'), 'mine\n')
  writeFileSync(join(root, 'a.md'), pageOf(extension))
  writeFileSync(join(root, 'docs/b.md'), '# B\n\n[a](../a.md)\n')
  writeFileSync(join(root, 'tsconfig.json'), '{"compilerOptions": {"types": [], "lib": ["es5"]}, "files": []}')
  return { folder, root, outside }
}

/** Puts something in the place of a file. */
export function place(project: HostileProject, file: string, form: Form): void {
  const path = join(project.root, file)
  rmSync(path, { recursive: true, force: true })
  mkdirSync(dirname(path), { recursive: true })
  forms[form](path, project)
}

/** What is on a disk below a folder: its kind, and what it says, by path. */
export function snapshotOf(folder: string, isLeftOut: (path: string) => boolean = () => false): Record<string, string> {
  const found: Record<string, string> = {}
  const walk = (path: string) => {
    for (const name of readdirSync(join(folder, path)).sort()) {
      const inner = path === '' ? name : `${path}/${name}`
      if (isLeftOut(inner)) continue
      const stats = lstatSync(join(folder, inner))
      if (stats.isDirectory()) {
        found[inner] = 'folder'
        walk(inner)
      } else if (stats.isSymbolicLink()) found[inner] = `link to ${readlinkSync(join(folder, inner))}`
      else if (!stats.isFile() || stats.size > 2 ** 28) found[inner] = `${stats.mode} ${stats.size}`
      else
        found[inner] = createHash('sha256')
          .update(readFileSync(join(folder, inner)))
          .digest('hex')
    }
  }
  walk('')
  return found
}
