import { expect, it } from 'vitest'
import { temporaryProject } from '../temporary-project.ts'

// Only the first test is about types: a compiler takes a second to load.
const config = (more = '') =>
  `export default { types: false, outputs: ['out', 'world'], executable: ['ts'], examples: { include: ['out/*.ts'] ${more} } }\n`

const tsconfig =
  '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "types": ["node"] } }'

/** A project whose pages are written to its targets. */
async function projectOf(pages: Readonly<Record<string, string>>, configuration = config()) {
  const files = { 'package.json': '{ "type": "module" }', 'tsconfig.json': tsconfig }
  const project = await temporaryProject({ ...files, 'tangle.config.ts': configuration, ...pages })
  await project.tangle()
  return project
}

/** A page with one program, which is made of these blocks. */
function pageOf(name: string, blocks: readonly string[]): string {
  const references = blocks.map((_, at) => `<<${name}_${at}>>`).join('\n')
  const texts = blocks.map((text, at) => `\`\`\`ts {#${name}_${at}}\n${text}\n\`\`\`\n\n`).join('')
  return `${texts}<!--\n\`\`\`ts {file=out/${name}.ts}\n${references}\n\`\`\`\n-->\n`
}

/** The findings of a code, as `a.md:1`. */
function findings(stdout: string, code: string): string[] {
  return [...stdout.matchAll(new RegExp(`^(\\S+):(\\d+):\\d+ error ${code} `, 'gm'))].map(
    ([, file, line]) => `${file}:${line}`,
  )
}

it.concurrent('prints the blocks of each page that were checked and ran, and lines that did not', async () => {
  const project = await projectOf({
    'a.md': pageOf('a', [
      "import { basename } from 'node:path'\nconst names = ['x']",
      'type Name = string',
      'function shout(name: Name) {\n  if (name === "") {\n    return "nobody"\n  }\n  return basename(name).toUpperCase()\n}',
      'console.log(names.map(shout).join())',
    ]),
    'b.md': `${pageOf('b', ['console.log(1)'])}\n\`\`\`ts {check=skip reason="shown for comparison"}\nnever()\n\`\`\`\n`,
  })
  await project.edit('tangle.config.ts', 'types: false, ', '')
  const { stdout, exitCode } = await project.tangle('check', '--coverage')
  expect(stdout).toBe(
    [
      'page   blocks  type-checked   executed  lines run  skipped',
      'a.md        4           4/4        3/3        5/6        -',
      'b.md        2           1/1        1/1        1/1        1',
      'total       6     5/5 100 %  4/4 100 %   6/7 85 %        1',
      '',
      'Lines that never ran:',
      '  a.md:13',
      '',
      'Not run, for a reason:',
      '  1 block: shown for comparison',
      '',
      '2 pages, 1 code block: 1 excepted',
      '2 targets of 2 pages checked',
      '',
    ].join('\n'),
  )
  expect(exitCode).toBe(0)
})

it.concurrent('finds blocks of which no line ran: not called, not taken, or behind the end', async () => {
  const project = await projectOf({
    'called.md': pageOf('called', ['function never() {\n  console.log(1)\n}', 'export const other = () => never()']),
    'ended.md': pageOf('ended', ['console.log(1)', 'process.exit(0)', 'console.log(2)']),
    'taken.md': pageOf('taken', ['if (process.argv.length > 5) {', '  console.log(1)', '}', 'console.log(2)']),
    'thrown.md': pageOf('thrown', [
      'function fail(): void {\n  throw new Error("no")\n}\ntry {\n  fail()',
      '  console.log(1)',
      '} catch {\n  console.log(2)\n}',
    ]),
    'awaited.md': pageOf('awaited', [
      'try {\n  await Promise.reject(new Error("no"))',
      '  console.log(1)',
      '} catch {}',
    ]),
  })
  const { stdout, exitCode } = await project.tangle('check', '--coverage')
  expect(findings(stdout, 'not-executed')).toEqual([
    'awaited.md:6',
    'called.md:1',
    'ended.md:9',
    'taken.md:5',
    'thrown.md:9',
  ])
  expect(exitCode).toBe(1)
})

it.concurrent('finds blocks of a file that no example loads, and of a program that is not run for a reason', async () => {
  const project = await projectOf({
    'lone.md': '```ts {file=world/lone.ts}\nconsole.log(1)\n```\n',
    'skipped.md':
      '```ts {#part}\nconsole.log(1)\n```\n\n```ts {file=out/a.ts check=skip reason="needs a key"}\n<<part>>\n```\n',
  })
  const { stdout } = await project.tangle('check', '--coverage')
  expect(findings(stdout, 'not-executed')).toEqual(['lone.md:1'])
  expect(stdout).toContain('Not run, for a reason:\n  1 block: needs a key\n')
})

it.concurrent('counts what the host loads from pages, and what a program imports from others', async () => {
  const world = '```ts {file=world/a.ts}\nexport function greeting() {\n  return "Hello"\n}\n```\n\n'
  const unused =
    '```ts {#rest}\nexport function unused() {\n  return 1\n}\n```\n\n```ts {file=world/b.ts}\n<<rest>>\n```\n\n'
  const program =
    '```ts {file=out/a.ts}\nimport { word } from "./shared.ts"\nconsole.log(process.env.GREETING, word)\n```\n'
  const shared = '\n```ts {file=out/shared.ts}\nexport const word = "world"\n```\n'
  const host = `export async function start() {
    const [{ greeting }] = await Promise.all([import('./world/a.ts'), import('./world/b.ts')])
    return { env: { GREETING: greeting() }, stop() {} }
  }\n`
  const project = await projectOf(
    { 'a.md': world + unused + program + shared, 'host.ts': host },
    config(", host: 'host.ts'"),
  )
  const { stdout } = await project.tangle('check', '--coverage')
  expect(findings(stdout, 'not-executed')).toEqual(['a.md:7'])
})

it.concurrent('proves an excerpt by what it is an excerpt of', async () => {
  const program = '```ts {file=out/a.ts}\nconsole.log(1)\nif (process.argv.length > 5) {\n  console.log(2)\n}\n```\n\n'
  const project = await projectOf({
    'a.md': `${program}\`\`\`ts {excerpt=a}\nconsole.log(1)\n\`\`\`\n\n\`\`\`ts {excerpt=a}\nconsole.log(2)\n\`\`\`\n`,
  })
  const { stdout } = await project.tangle('check', '--coverage')
  expect(findings(stdout, 'not-executed')).toEqual(['a.md:12'])
})

it.concurrent('reports a failing example too, and runs nothing if the pages cannot be put together', async () => {
  const project = await projectOf({ 'a.md': `${pageOf('a', ['console.log(1)'])}\n\`\`\`text {output=a}\n2\n\`\`\`\n` })
  const failing = await project.tangle('check', '--coverage')
  expect(failing.exitCode).toBe(1)
  expect(findings(failing.stdout, 'unexpected-output')).toEqual(['a.md:12'])
  await project.edit('a.md', '<<a_0>>', '<<a_1>>')
  const broken = await project.tangle('check', '--coverage')
  expect(broken.exitCode).toBe(1)
  expect(findings(broken.stdout, 'undefined-name')).toEqual(['a.md:7'])
  expect(broken.stdout).not.toContain('type-checked')
})

it.concurrent('takes the word of a trace for other languages, and says where there is none', async () => {
  const page = (language: string, file: string) =>
    [`${language} {#${language}_1}`, 'echo one', `${language} {#${language}_2}`, 'echo two']
      .concat(`${language} {file=${file}}`, `<<${language}_1>>\nif false; then\n<<${language}_2>>\nfi`)
      .map((text, at) => (at % 2 === 0 ? `\`\`\`${text}\n` : `${text}\n\`\`\`\n\n`))
      .join('')
  const runners = {
    '.sh': {
      command: ['sh', '{file}'],
      // As in our own configuration: a shell that does not count its lines complains, with the number of the line.
      trace: {
        command: ['sh', '-x', '{file}'],
        env: { PS4: '+${LINENO?}: ' },
        pattern: '^(?:\\++|\\S.*\\.sh: )(\\d+): ',
      },
    },
    '.ksh': { command: ['sh', '{file}'] },
    '.none': { command: ['no-such-program', '{file}'] },
  }
  const examples = { include: ['out/*'], runners }
  const project = await projectOf(
    { 'ksh.md': page('ksh', 'out/b.ksh'), 'none.md': page('none', 'out/c.none'), 'sh.md': page('sh', 'out/a.sh') },
    `export default ${JSON.stringify({ outputs: ['out'], types: false, executable: ['sh'], examples })}\n`,
  )
  const { stdout } = await project.tangle('check', '--coverage')
  expect(findings(stdout, 'not-executed')).toEqual(['sh.md:5'])
  expect(stdout).toContain('Not known to have run: their runner has no trace:\n  ksh.md:1\n  ksh.md:5\n  ksh.md:9\n')
  expect(stdout).toContain('Not run, for a reason:\n  3 blocks: no-such-program is not on the path\n')
  expect(stdout).toMatch(/^sh\.md +3 +- +2\/3 +- +-$/m)
})

it.concurrent('counts terminal blocks, which `tangle run` proves, and the commands that are excepted', async () => {
  const project = await projectOf(
    { 'a.md': `${pageOf('a', ['console.log(1)'])}\n\`\`\`sh\n$ echo 1\n1\n$ npm ci\n\`\`\`\n` },
    config().replace('examples:', "commands: { except: ['npm ci'] }, examples:"),
  )
  const { stdout, exitCode } = await project.tangle('check', '--coverage')
  expect(stdout).toContain('\n1 terminal block with 1 command for `tangle run`; 1 excepted\n')
  expect(exitCode).toBe(0)
})
