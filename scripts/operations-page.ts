import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createMock } from '../src/mock/index.ts'
import { type Operation, operations } from '../src/mock/operations/index.ts'

// `npx tsx scripts/operations-page.ts` writes the page that says what is covered. A test holds it to be current.

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where the page is, from the root of the project. */
export const OPERATIONS_PAGE = 'docs/reference/coverage.md'

/** The page, from the operations of both specifications, the mock and the tutorials. */
export async function renderOperationsPage(): Promise<string> {
  const tutorials = await readTutorials()
  const sections = [
    ['Unique', operations.filter(({ platform }) => platform === 'unique')],
    ['Dify', operations.filter(({ platform }) => platform === 'dify')],
  ] as const
  const tables = await Promise.all(
    sections.map(async ([name, all]) => {
      const rows = await Promise.all(all.map((operation) => rowOf(operation, tutorials)))
      const played = rows.filter(({ isPlayed }) => isPlayed).length
      const called = all.filter(({ sdk }) => sdk !== undefined).length
      const head =
        '| operation | what it does | section | mock | SDK | tutorials |\n| --- | --- | --- | --- | --- | --- |'
      return `## ${name}\n\nThe specification has ${all.length} operations. The mock plays ${played} of them, and the SDK calls ${called}.\n\n${head}\n${rows.map(({ text }) => text).join('\n')}\n`
    }),
  )
  return `# What is covered

See which operations of both platforms the SDK and the mock have. The tables list every operation of the two specifications, its name in the SDK, and the tutorials that show it.

An operation that the mock does not play is answered with status 501, in the words of its platform, and the mock writes a deviation. Paths are those behind the base path. A star stands for what a specification does not spell out.

${tables.join('\n')}
`.replace(/\n+$/, '\n')
}

interface Tutorial {
  readonly file: string
  readonly title: string
  readonly text: string
}

async function readTutorials(): Promise<Tutorial[]> {
  const folder = join(root, 'docs/tutorials')
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md')).sort()
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8')
      return { file, title: /^# (.+)$/m.exec(text)?.[1] ?? file, text }
    }),
  )
}

async function rowOf(operation: Operation, tutorials: readonly Tutorial[]) {
  const { method, path, purpose, section, sdk } = operation
  const names = sdk?.split(', ') ?? []
  const shown = tutorials.filter(({ text }) => names.some((name) => text.includes(callOf(name))))
  const isPlayed = await plays(operation)
  const cells = [
    `\`${method === '*' ? '' : `${method} `}${path}\``,
    purpose,
    section,
    isPlayed ? 'yes' : '',
    names.map((name) => `\`${name}\``).join(', '),
    shown.map(({ file, title }) => `[${title}](../tutorials/${file})`).join(', '),
  ]
  return { isPlayed, text: `| ${cells.join(' | ')} |`.replace(/ {2,}/g, ' ') }
}

/** How a program calls it: services of Unique are variables of any name. */
function callOf(name: string): string {
  return name.includes('.') ? `${name.slice(name.indexOf('.'))}(` : `${name}(`
}

/** Asks the mock: 501 is its word for what it does not play. */
async function plays({ platform, method, path }: Operation): Promise<boolean> {
  const mock = createMock()
  const below = path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000').replace(/\*$/, '')
  const url = `http://localhost:8092${platform === 'dify' ? '/v1' : '/public'}${below}`
  const { status } = await mock.fetch(url, { method: method === '*' ? 'POST' : method })
  mock.close()
  return status !== 501
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(join(root, OPERATIONS_PAGE), await renderOperationsPage())
}
