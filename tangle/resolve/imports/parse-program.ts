import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { OxcError, ParserOptions } from 'oxc-parser'
import { isTooDeep } from '../../parse/nesting.ts'
import type { Span } from './import-scan.ts'

/** A node of a syntax tree (ESTree). */
export interface SyntaxNode extends Span {
  readonly type: string
  readonly [key: string]: unknown
}

/** What the parser says of a program. Offsets count UTF-16 code units. */
export interface ParsedProgram {
  /** The syntax tree as JSON. To read all of it takes several times as long as to parse the program. */
  readonly json: string
  readonly comments: readonly Span[]
  readonly errors: readonly { readonly message: string; readonly offset: number }[]
}

/** The statements of a program. */
export function readBody({ json }: ParsedProgram): readonly SyntaxNode[] {
  return JSON.parse(json).node.body
}

/** @throws Error if the program cannot be parsed at all. */
export function parseProgram(path: string, text: string): ParsedProgram {
  const options: ParserOptions = { lang: languageOf(path), sourceType: 'module' }
  return isTooDeep(text, longestHere) ? parseApart(text, options) : parseHere(text, options)
}

/** Scripts may have JSX wherever it is unknown who reads them; TypeScript has a file name for it. */
function languageOf(path: string): 'jsx' | 'ts' | 'tsx' | 'dts' {
  if (/\.d\.(?:[^./]+\.)?[cm]?ts$/.test(path)) return 'dts'
  if (/\.[cm]?ts$/.test(path)) return 'ts'
  return path.endsWith('.tsx') ? 'tsx' : 'jsx'
}

const require = createRequire(import.meta.url)
let parser: Binding | undefined

/** The part of oxc-parser below its reader of JSON. Lists of imports and exports would take as long as the rest together. */
interface Binding {
  parseSync(
    path: string,
    text: string,
    options: ParserOptions,
  ): { readonly program: string; readonly comments: Span[]; readonly errors: OxcError[] }
}

function parseHere(text: string, options: ParserOptions): ParsedProgram {
  // Loaded when the first program has imports: many projects have none.
  parser ??= require('oxc-parser/src-js/bindings.js') as Binding
  const { program, comments, errors } = parser.parseSync('', text, options)
  return {
    json: program,
    comments,
    errors: errors.map(({ message, labels }) => ({ message, offset: labels[0]?.start ?? 0 })),
  }
}

/** Beyond this, a program is so seldom one that somebody wrote that a process of its own costs nobody anything. */
const longestHere = 60_000

/** A process of its own may come to an end. It costs a twentieth of a second, for a program of a thousand lines. */
const program = `
const [url, options] = process.argv.slice(1)
const { parseSync } = await import(url)
let text = ''
for await (const part of process.stdin.setEncoding('utf8')) text += part
const { program, comments, errors } = parseSync('', text, JSON.parse(options))
const found = errors.map(({ message, labels }) => ({ message, offset: labels[0]?.start ?? 0 }))
process.stdout.write(JSON.stringify({ json: program, comments, errors: found }))
`

function parseApart(text: string, options: ParserOptions): ParsedProgram {
  const url = pathToFileURL(require.resolve('oxc-parser/src-js/bindings.js')).href
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program, url, JSON.stringify(options)],
    { input: text, encoding: 'utf8', maxBuffer: 1024 ** 3, env: environment(), stdio: ['pipe', 'pipe', 'ignore'] },
  )
  if (status !== 0) throw new Error('It is nested too deep to be parsed')
  return JSON.parse(stdout) as ParsedProgram
}

/** Nothing that would have the process write or load something. */
function environment(): Record<string, string> {
  const { SystemRoot } = process.env
  return SystemRoot === undefined ? {} : { SystemRoot }
}
