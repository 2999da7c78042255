import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { escapeHtml } from '../tangle/weave/index.ts'

// `npx tsx scripts/readme-picture.ts` draws the picture of README.md: a page with a mistake, and what `tangle check`
// really says about it. A test holds it to be current.

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where the picture is. */
export const PICTURE_FILE = join(root, 'docs/public/check.svg')

const page = `# Read the notes

Ask the server for them:

\`\`\`ts
const response = await fetch('https://example.com/notes.txt')
const text = await response.text()
\`\`\`

Then say how long they are:

\`\`\`ts
console.log(\`\${text.lenght} characters\`)
\`\`\`
`

const lineHeight = 21
const width = 960

/** The picture, from a run in a folder of its own. */
export async function renderPicture(): Promise<string> {
  // In the project, so that its TypeScript is found.
  await mkdir(join(root, '.tangle'), { recursive: true })
  const folder = await mkdtemp(join(root, '.tangle/picture-'))
  try {
    await writeFile(join(folder, 'notes.md'), page)
    return draw(page.trimEnd().split('\n'), await runCheck(folder))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What the command prints, with its colours. */
function runCheck(cwd: string): Promise<string[]> {
  const env = { ...process.env, FORCE_COLOR: '1', NO_COLOR: undefined }
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'tangle/bin/tangle.js'), 'check'], { cwd, env }, (_, stdout) =>
      resolve(stdout.trimEnd().split('\n')),
    )
  })
}

function draw(source: readonly string[], printed: readonly string[]): string {
  const reported = source.length - 2
  const top = 24
  const terminal = top + source.length * lineHeight + 16
  const commands = ['$ npx tangle check', ...printed]
  const height = terminal + commands.length * lineHeight + 16
  const text = (content: string, y: number, fill: string) => `<text x="24" y="${y}" fill="${fill}">${content}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">`,
    '<title id="title">A page with a misspelled property, and tangle check, which names its line and column.</title>',
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="#fdfcf8" stroke="#cfcbbf"/>`,
    `<rect y="${top + reported * lineHeight - 14}" width="${width}" height="${lineHeight - 2}" fill="#f7dcd8"/>`,
    ...source.map((line, at) =>
      text(toText(line), top + 2 + at * lineHeight, line.startsWith('```') ? '#6d7378' : '#23272b'),
    ),
    `<path d="M0 ${terminal - 16}h${width}V${height - 8}a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8z" fill="#17191b"/>`,
    ...commands.map((line, at) => text(toSpans(line), terminal + 16 + at * lineHeight, '#e3e2dd')),
    '</svg>',
    '',
  ].join('\n')
}

const colors: Readonly<Record<string, string>> = { 31: '#ff8b7e', 36: '#86c5c8', 2: '#aaaca9', 1: '#ff8b7e' }

/** Text with the codes of a terminal as coloured parts. */
function toSpans(line: string): string {
  const [plain = '', ...colored] = line.split('\u001b[')
  const spans = colored.map((part) => {
    const [, code = '', text = ''] = /^(\d+)m(.*)$/.exec(part) ?? []
    const color = colors[code]
    return color === undefined || text === '' ? toText(text) : `<tspan fill="${color}">${toText(text)}</tspan>`
  })
  return toText(plain) + spans.join('')
}

/** Not every viewer of SVG keeps more than one space. */
function toText(text: string): string {
  return escapeHtml(text).replaceAll(' ', '\u00a0')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(PICTURE_FILE, await renderPicture())
