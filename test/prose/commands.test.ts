import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectExamples, parsePage } from '@parley/tangle'
import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { parseArguments } from '../../tangle/cli/parse-arguments.ts'
import { readCommands, showsCommands } from '../../tangle/parse/terminal-block.ts'
import { openOwnProject, root } from '../run-example-under-host.ts'
import { readPages } from './pages.ts'

const pages = await readPages()
const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
const examples = collectExamples(await openOwnProject()).examples.map(({ name }) => name)

const markdown = new MarkdownIt({ html: true })

/** Code that a reader may type, with its place. Both numbers count from 1. */
interface Mention {
  readonly text: string
  readonly line: number
  readonly column: number
}

/** Every span of code in the prose and the tables of a page, and every command in its terminals, executed or not. */
function findMentions(text: string): Mention[] {
  return [...findSpans(text), ...findCommands(text)]
}

function findSpans(text: string): Mention[] {
  const lines = text.split('\n')
  let [first, last, column] = [0, 0, 0]
  return markdown.parse(text, {}).flatMap(({ type, map, children }) => {
    // The cells of a row have no lines of their own.
    if (map && (type === 'inline' || type === 'tr_open')) [first, last, column] = [map[0], map[1], 0]
    const spans = type === 'inline' ? (children ?? []).filter((child) => child.type === 'code_inline') : []
    return spans.map(({ content }) => {
      const line = lines.findIndex((candidate, at) => {
        return at >= first && at < last && candidate.indexOf(content, at === first ? column : 0) !== -1
      })
      if (line === -1) return { text: content, line: first + 1, column: 1 }
      const at = (lines[line] ?? '').indexOf(content, line === first ? column : 0)
      ;[first, column] = [line, at + content.length]
      return { text: content, line: line + 1, column: at + 1 }
    })
  })
}

function findCommands(text: string): Mention[] {
  const { blocks } = parsePage({ path: 'page.md', text })
  const terminals = blocks.filter(({ language, lines }) =>
    showsCommands(
      language,
      lines.map((line) => line.text),
    ),
  )
  return terminals.flatMap(readCommands).map(({ text, location: { start } }) => {
    return { text: text.replaceAll('\\\n', ' '), line: start.line + 1, column: start.column + 1 }
  })
}

/** What is wrong with a command line; nothing for what is none of ours. */
function complaintsAbout(line: string): string[] {
  const simple = line.replace(/\s#\s.*$/gm, '').split(/&&|\|\||[;|\n]/)
  return simple.flatMap((command) => complaintAbout(command.trim().split(/\s+/)) ?? [])
}

function complaintAbout([program, ...args]: readonly string[]): string | undefined {
  if (program === 'npm') return complaintAboutNpm(args.filter((arg) => arg !== '-s' && arg !== '--silent'))
  if (program === 'bash' || program === 'sh') return complaintAboutFile(args[0])
  if (program !== 'npx') return undefined
  const [tool, ...rest] = args
  if (tool === 'tangle') return complaintAboutTangle(rest)
  if (tool === 'tsx') return complaintAboutFile(rest[0])
  return existsSync(join(root, 'node_modules/.bin', tool ?? '')) ? undefined : `npx finds no ${tool}`
}

function complaintAboutNpm([command = '', script = '', ...rest]: readonly string[]): string | undefined {
  if (command === 'start' || command === 'test')
    return command in scripts ? undefined : `package.json has no script ${command}`
  if (command !== 'run') return /^(ci|init|install|pack|pkg)$/.test(command) ? undefined : `npm ${command} is not ours`
  if (!(script in scripts)) return `package.json has no script ${script}`
  if (script === 'tangle') return complaintAboutTangle(rest)
  // Behind `--` may be options alone.
  const [name] = script === 'example' || script === 'mock' ? rest.filter((arg) => arg !== '--') : []
  if (name?.startsWith('-') && rest[0] === '--') return undefined
  return name === undefined || standsForOthers(name) || examples.includes(name) ? undefined : `no example is ${name}`
}

function complaintAboutTangle(args: readonly string[]): string | undefined {
  try {
    parseArguments(args.filter((arg) => !standsForOthers(arg)))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function complaintAboutFile(path = ''): string | undefined {
  return path.startsWith('-') || standsForOthers(path) || existsSync(join(root, path))
    ? undefined
    : `no file is ${path}`
}

/** `NAME`, `[NAME…]`, `FILE:LINE[:COLUMN]`, `…`. */
function standsForOthers(arg: string): boolean {
  return /^[[\]A-Z:…]+$/.test(arg)
}

const findMistakes = (text: string) =>
  findMentions(text).flatMap(({ text, line, column }) =>
    complaintsAbout(text).map((complaint) => `${line}:${column} ${complaint}`),
  )

test('every command that a page names can be given', () => {
  const mentions = pages.flatMap((page) => findMentions(page.text)).filter(({ text }) => /^(npm|npx) /.test(text))
  expect(mentions.length).toBeGreaterThan(20)
  expect(pages.flatMap(({ path, text }) => findMistakes(text).map((mistake) => `${path}:${mistake}`))).toEqual([])
})

test('finds commands that cannot, at their place', () => {
  const page = [
    ...['Run `npm run example upload_to_chat`, `npm run nothing` or', '`npx tangle chek`.', ''],
    ...['| command | does |', '| --- | --- |', '| `npx tangle --updat` | `npx tsx src/no.ts` |', ''],
    ...['```console {check=skip reason="no end"}', '$ npm ci && \\', '  npm run exampel', '```', ''],
    ...['1. One', '', '   ```sh', '   $ npm run mock upload # a', '   out', '   $ npx nothing', '   ```', ''],
    ...['`npx tangle run [NAME…] --update`, `npm run example NAME`, `npx vitest run x`, `npm test`, `bash no.sh`'],
  ]
  expect(findMistakes(page.join('\n'))).toEqual([
    '1:40 package.json has no script nothing',
    '2:2 `chek` is not a command.',
    expect.stringMatching(/^6:4 Unknown option '--updat'/),
    '6:27 no file is src/no.ts',
    '21:93 no file is no.sh',
    '9:3 package.json has no script exampel',
    '16:6 no example is upload',
    '18:6 npx finds no nothing',
  ])
})
