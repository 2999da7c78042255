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
import { StateFolder, stateFolderName } from '../../tangle/state/state-folder.ts'

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

/** The hash of `notes.txt`: whoever makes a pull request can know it. */
const ofNotes = 'fcbc800db3f1867000b852f1ce0044b8f1584f76ade1ed6e65189824f95c3cda'
const places = [
  'notes.txt',
  '../outside/kept.txt',
  '.git/config',
  'node_modules/x.js',
  'a.md',
  '/etc/passwd',
  '__proto__',
]
const ledgerOf = (hash: string) => `# A ledger.\n${places.map((path) => `${hash}  ${path}\n`).join('')}`
const json = (value: unknown) => JSON.stringify(value)

/** What is in them for each file: as a later version would write it, and as somebody would who means harm. */
export const texts: Readonly<Record<string, { readonly later: string; readonly attack: string }>> = {
  '.tangle/journal': { later: 'tangle 9\n{"out/a.ts": 1}', attack: ledgerOf(ofNotes) },
  '.tangle/written': { later: 'tangle 9\n{"out/a.ts": 1}', attack: ledgerOf(ofNotes) },
  '.tangle/stitch': {
    later: json({ version: 9, pages: { 'a.md': ['mine'] }, targets: {} }),
    attack: json({
      pages: places.map((path) => ({ path, before: 'mine\n', after: 'theirs\n' })),
      targets: places.map((path) => [path, ofNotes, ofNotes]),
    }),
  },
  '.tangle/base': {
    later: json({ format: 9, pages: [], targets: {} }),
    attack: json({
      pages: places.map((path) => [path, 'x']),
      targets: Object.fromEntries(places.map((path) => [path, [0]])),
    }),
  },
  '.tangle/snapshot': {
    later: json({ format: 9 }),
    attack: json({
      toolchain: '',
      pages: ['../**'],
      ignore: [],
      files: [],
      folders: [],
      places: [],
      absent: places,
      pageCount: -1,
      targetCount: 1e9,
    }),
  },
  '.tangle/passed.json': {
    later: json({ format: 9, passed: [] }),
    attack: json({ format: 1, passed: { a: 3, toString: 'x' } }),
  },
  'tangle.ledger': { later: '# tangle 9\nsha3 00  out/a.ts  0o644\n', attack: ledgerOf(ofNotes) },
  'tangle.baseline.json': {
    later: json({ version: 9, findings: {} }),
    attack: json({
      version: 1,
      findings: [
        {
          code: '__proto__',
          page: '../outside/kept.txt',
          line: '\u001b]52;c;x\u0007',
          message: '\n::error::x',
          count: 1e300,
        },
      ],
    }),
  },
  'tangle.config.json': {
    later: json({ version: 9, sources: ['a.md'] }),
    attack: json({ pages: ['../outside/**', '/etc/*', '.git/**'], outputs: ['..', '/', '.git'], ignore: ['!**'] }),
  },
  'entangled.toml': {
    later: 'version = "9.0"\nnew = { x = 1 }\n',
    attack: 'version = "2.0"\nwatch_list = ["../outside/*", "/etc/passwd"]\nhooks = ["build"]\n',
  },
  'pyproject.toml': {
    later: '[tool.entangled]\nversion = "9.0"\nnew = 1\n',
    attack: '[tool.entangled]\nversion = "2.0"\nwatch_list = ["../outside/*"]\n',
  },
  '.entangled/filedb.json': {
    later: json({ version: '9.0', sources: {}, targets: {} }),
    attack: json({
      version: '2.4',
      files: Object.fromEntries(places.map((path) => [path, { hexdigest: ofNotes, mtime: '' }])),
      targets: places,
    }),
  },
  'package.json': {
    later: json({ schema: 9, type: 'wasm', exports: [[]], workspaces: { all: true } }),
    attack: json({
      name: '../../x',
      main: '../outside/kept.txt',
      exports: { '.': '../outside/kept.txt' },
      workspaces: ['../**', '/'],
      imports: { '#x': '../outside/kept.txt' },
    }),
  },
  'package-lock.json': {
    later: json({ lockfileVersion: 99, tree: [] }),
    attack: json({ lockfileVersion: 3, packages: { '../outside': { resolved: 'file:/etc' } } }),
  },
  'tsconfig.json': {
    later: json({ compilerOptions: { target: 'es2099', newOption: true }, projects: 3 }),
    attack: json({
      extends: ['../outside/kept.txt', './tsconfig.json'],
      compilerOptions: {
        outDir: '../outside',
        incremental: true,
        tsBuildInfoFile: '../outside/x',
        plugins: [{ name: '../outside/kept.txt' }],
        typeRoots: ['/'],
        paths: { '*': ['../outside/*'] },
      },
    }),
  },
}

/** Puts a text in the place of a file. With `isSigned`, even what is remembered of the project has the right signature. */
export function placeText(project: HostileProject, file: string, text: string, isSigned: boolean): void {
  const path = join(project.root, file)
  rmSync(path, { recursive: true, force: true })
  mkdirSync(dirname(path), { recursive: true })
  if (isSigned && isRemembered(file)) new StateFolder(project.root).write(file.slice(stateFolderName.length + 1), text)
  else writeFileSync(path, text)
}

export const isRemembered = (file: string) => file.startsWith(`${stateFolderName}/`)

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
