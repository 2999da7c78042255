import { describe, expect, it } from 'vitest'
import { openTerminal } from '../../../tangle/cli/open-terminal.ts'
import { visibleLine, visibleText } from '../../../tangle/model/visible-text.ts'
import { formatDiagnostics } from '../../../tangle/report/format-diagnostics.ts'
import { temporaryProject } from '../temporary-project.ts'
import { runInProcess } from './run-in-process.ts'

/** What a terminal obeys, or does not show. Our own colors are taken away before. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const obeyed = /[\0-\x08\x0B-\x1F\x7F-\x9F\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]|\p{Cs}/u

const texts = {
  'a clipboard': '\x1b]52;c;ZXZpbA==\x07',
  'a color': '\x1b[31m',
  'a title with C1': '\x9d0;x\x9c',
  'a carriage return': 'ok\rbad',
  'a backspace': 'ok\b\bno',
  'a deletion': '\x7f',
  'a turned text': '\u202etxet\u2066\u2069',
  'no width': 'a\u200bb\u200dc\ufeffd\u2060e\u00adf',
  'a separator': 'a\u2028b\u2029c\u0085d',
} as const
const all = Object.entries(texts)

it.each(all)('makes %s visible, and says what it is', (_, text) => {
  expect(visibleText(text)).not.toMatch(obeyed)
  expect(visibleText(text)).toMatch(/[\u2400-\u2421]|\\u\{[0-9a-f]+\}/)
})

it.each([
  ['half a pair', 'x\ud800', 'x\\u{d800}'],
  ['line breaks and tabs', 'a\n\tb\r\n', 'a\n\tb\r\n'],
  ['joined pictures', '\u{1f469}\u200d\u{1f467}', '\u{1f469}\u200d\u{1f467}'],
  ['a script with joiners', '\u0645\u06cc\u200c\u062e', '\u0645\u06cc\u200c\u062e'],
  ['a long text of joiners', '\u200d'.repeat(200_000), '\\u{200d}'.repeat(200_000)],
  ['other scripts', '\u6f22 \u00e9 \u{1f44d}', '\u6f22 \u00e9 \u{1f44d}'],
])('shows %s as it should', (_, text, shown) => {
  expect(visibleText(text) === shown).toBe(true)
})

it('shows the line breaks of a name', () => {
  expect(visibleLine('a\n::error::b\tc')).toBe('a\u240a::error::b\u2409c')
})

describe('every command and reporter', () => {
  const evil = Object.values(texts).join(' ')
  const name = 'e\x1b]52;c;x\x07\u202e\u200b'
  const page = [
    `# ${evil}`,
    `\`\`\`{.txt #${name} file=out/a.txt title="${evil}"}`,
    `${evil} <<${name}x>>`,
    '```',
    '```{.ts file=out/b.ts}',
    `const a: number = '${evil.replaceAll(/[\r\u2028\u2029]/g, '')}'`,
    '```',
    `\`\`\`{.sh file=run/${'a'}.sh}`,
    `printf '\\033]52;c;x\\007\\n'; exit 3`,
    '```',
    '[a](./x\x1b[31m.md)',
    `\`\`\`{.txt file="bad${name}.txt"}`,
    '```',
    '',
  ].join('\n')
  const forged = 'b\n::error file=x::forged\x1b[31m.md'
  const files = { 'a.md': page, [forged]: '```{.txt #unused}\n```\n\n```{.txt file=out/c.txt}\nc\n```\n' }
  const clean = { 'a.md': `# A\n\n\`\`\`{.txt file=out/a.txt}\n${evil}\n\`\`\`\n`, [forged]: files[forged] ?? '' }
  const config = JSON.stringify({
    examples: { include: ['run/*.sh'], runners: { '.sh': { command: ['sh', '{file}'] } } },
    commands: {},
  })
  const lines = [
    ['--keep-going'],
    ['--dry-run', '--keep-going'],
    ['check'],
    ['check', '--coverage'],
    ['list'],
    ['list', '--graph'],
    ['locate', 'a.md:3'],
    ['stitch', '--dry-run'],
    ['run'],
    ['explain', `x${name}`],
    [`--${name}`],
    ['check', '--config', name],
  ]
  const reporters = [[], ['--reporter', 'json'], ['--reporter', 'github'], ['--color']]
  it.each(lines)('lets nothing through: %j %j %j', async (...line) => {
    const args = line.filter((word) => word !== undefined)
    for (const [pages, settings] of [
      [files, config],
      [clean, '{"types": false}'],
    ] as const) {
      const project = await temporaryProject({ ...pages, 'tangle.config.json': settings })
      for (const reporter of reporters) {
        const { stdout, stderr } = await runInProcess(project.root, [...args, ...reporter])
        for (const text of [stdout, stderr]) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colors
          expect(reporter[0] === '--color' ? text.replace(/\x1b\[\d+m/g, '') : text).not.toMatch(obeyed)
          expect(text).not.toMatch(/^\s*::error file=x/m)
        }
      }
    }
  })

  it('keeps JSON what it was', async () => {
    const project = await temporaryProject({ ...files, 'tangle.config.json': '{"types": false}' })
    const { stdout } = await runInProcess(project.root, ['list', '--reporter', 'json'])
    const listed = JSON.parse(stdout).targets.map(({ file }: { file: string }) => file)
    expect(listed).toContain(forged)
  })

  it('lets no output begin a line that a workflow obeys', async () => {
    const text = ['::error::one', '  ::add-mask::two', 'x ##[error]three', 'a::b', '']
    const project = await temporaryProject({ 'a.md': `\`\`\`{.txt file=a.txt}\n${text.join('\n')}\`\`\`\n` })
    const { stdout } = await runInProcess(project.root, ['--dry-run'], { GITHUB_ACTIONS: 'true' })
    expect(stdout).not.toMatch(/^\s*::|##\[/m)
    expect(stdout).toContain('+::error::one\n')
    const chunks: string[] = []
    const stream = { write: (chunk: string) => chunks.push(chunk) > 0 } as unknown as NodeJS.WritableStream
    const terminal = openTerminal({ reporter: 'human', environment: { GITHUB_ACTIONS: 'true' }, stdout: stream })
    terminal.out(text.join('\n'))
    expect(chunks.join('')).toBe('\\::error::one\n  \\::add-mask::two\nx #\\#[error]three\na::b\n')
  })
})

it('keeps its own colors apart from those of texts', () => {
  const chunks: string[] = []
  const stream = { write: (chunk: string) => chunks.push(chunk) > 0 } as unknown as NodeJS.WritableStream
  const { out, colors } = openTerminal({ reporter: 'human', color: true, stdout: stream })
  out(colors.red(`a \x1b[32mb ${colors.bold('c')} ${colors.cyan('d')} e`))
  expect(chunks.join('')).toBe('\x1b[31ma \u241b[32mb \x1b[1mc\x1b[22m \x1b[36md\x1b[39m\x1b[31m e\x1b[39m')
})

it('is the promise of the library, too', () => {
  const location = { file: 'a\x1b.md', start: { line: 0, column: 1 }, end: { line: 0, column: 3 } }
  const diagnostic = {
    ...({ code: 'conflict', severity: 'error', location, hint: 'x\x1b' } as const),
    ...{ message: 'a\n::error::b\x1b', detail: 'c\x1b', related: [{ message: 'd\x1b', location }] },
  }
  const plain = (text: string) => text
  const colors = { bold: plain, cyan: plain, dim: plain, green: plain, red: plain, yellow: plain }
  expect(formatDiagnostics([diagnostic], () => ['a\x1bb'], colors)).toBe(
    [
      'a\u241b.md:1:2 error conflict a',
      '  ::error::b\u241b',
      '  > 1 | a\u241bb',
      '      |  ^^',
      '  a\u241b.md:1:2 d\u241b',
      '  c\u241b',
      '  hint: x\u241b',
    ].join('\n'),
  )
})
