import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../tangle/model/diagnostic.ts'
import { formatGithub } from '../../../tangle/report/github-reporter.ts'
import { formatJson } from '../../../tangle/report/json-reporter.ts'
import { builtCommand } from '../built-command/built-command.ts'
import { runCommand, temporaryProject } from '../temporary-project.ts'

const page = '```{.ts file=out/x.ts}\n<<greet>>\n```\n\n```{.ts #greeet}\nconsole.log(1)\n```\n'

const files = { 'docs/a.md': page, 'package.json': '{ "type": "module" }' }
const examples = { 'tangle.config.json': '{ "examples": { "include": ["out/*.ts"] } }' }

const diagnostic: Diagnostic = {
  code: 'stale',
  severity: 'warning',
  message: '100 % of\r\nit: a, b',
  location: { file: 'a b, c:d%.md', start: { line: 0, column: 4 }, end: { line: 0, column: 9 } },
  detail: '- old\n+ new',
  hint: 'Do it.',
  related: [{ message: 'here', location: { file: 'x.md', start: { line: 1, column: 2 } } }],
}

describe('--reporter json', () => {
  it('counts from 1, and leaves out what there is not', () => {
    expect(
      JSON.parse(formatJson('check', [diagnostic, { code: 'orphan', severity: 'error', message: 'No.' }])),
    ).toEqual({
      version: 1,
      command: 'tangle check',
      diagnostics: [
        {
          code: 'stale',
          severity: 'warning',
          message: '100 % of\r\nit: a, b',
          ...{ file: 'a b, c:d%.md', line: 1, column: 5, endLine: 1, endColumn: 10 },
          hint: 'Do it.',
          detail: '- old\n+ new',
          related: [{ message: 'here', file: 'x.md', line: 2, column: 3, endLine: 2, endColumn: 3 }],
        },
        { code: 'orphan', severity: 'error', message: 'No.', related: [] },
      ],
      summary: { errors: 1, warnings: 1 },
    })
  })

  it('makes standard output one document, of tangle, check and run, with findings and without', async () => {
    const project = await temporaryProject({ ...files, ...examples })
    for (const command of ['', 'check', 'run']) {
      const args = [command, '--reporter', 'json'].filter(Boolean)
      const { exitCode, stdout } = await project.tangle(...args)
      const { diagnostics, summary } = JSON.parse(stdout)
      expect(exitCode).toBe(1)
      expect(summary).toEqual({ errors: 1, warnings: 0 })
      expect(diagnostics).toMatchObject([
        { code: 'undefined-name', file: 'docs/a.md', line: 2, column: 1, hint: 'Did you mean <<greeet>>?' },
      ])
    }
    await project.edit('docs/a.md', 'greeet', 'greet')
    for (const command of ['', 'check', 'run']) {
      const { exitCode, stdout } = await project.tangle(...[command, '--reporter', 'json'].filter(Boolean))
      expect({ exitCode, ...JSON.parse(stdout).summary }).toEqual({ exitCode: 0, errors: 0, warnings: 0 })
      if (command === '') expect(JSON.parse(stdout).written).toEqual(['out/x.ts'])
    }
  })

  it('is a document also if a page cannot be read, or nothing can be written', async () => {
    const project = await temporaryProject({ ...files, '.tangle': 'a file' })
    await project.edit('docs/a.md', 'greeet', 'greet')
    const result = await project.tangle('--reporter=json')
    expect(result.exitCode).toBe(1)
    expect(JSON.parse(result.stdout)).toMatchObject({ diagnostics: [{ code: 'disk-error' }], written: [] })
    await mkdir(join(project.root, 'docs/b.md'))
    await project.write('docs/c.md', 'x\uFFFD').then(() => project.write('docs/d.md', page))
    expect(JSON.parse((await project.tangle('check', '--reporter=json')).stdout).version).toBe(1)
  })
})

describe('--reporter github', () => {
  it('escapes what the commands of the workflow would take for something else', () => {
    expect(formatGithub([diagnostic], 'sub/')).toBe(
      '::warning file=sub/a b%2C c%3Ad%25.md,line=1,endLine=1,col=5,endColumn=9,title=stale::' +
        '100 %25 of%0D%0Ait: a, b%0A- old%0A+ new%0Ahint: Do it.\n',
    )
    expect(formatGithub([{ code: 'orphan', severity: 'error', message: 'No.' }])).toBe('::error title=orphan::No.\n')
  })

  it('gives no columns for a range of several lines, of which they are refused', () => {
    const location = { file: 'a.md', start: { line: 0, column: 1 }, end: { line: 2, column: 0 } }
    expect(formatGithub([{ code: 'orphan', severity: 'error', message: 'No.', location }])).toBe(
      '::error file=a.md,line=1,endLine=3,title=orphan::No.\n',
    )
  })

  it('names files from the root of the repository', async () => {
    const project = await temporaryProject(files)
    const env = { GITHUB_WORKSPACE: join(project.root, '..') }
    const { exitCode, stdout, stderr } = await project.tangleWith(env, '--reporter', 'github')
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '1 error\nNothing was written.\n' })
    expect(stdout).toBe(
      '::error file=a project/docs/a.md,line=2,endLine=2,col=1,endColumn=9,title=undefined-name::' +
        'Block <<greet>> is not defined.%0Ahint: Did you mean <<greeet>>?\n',
    )
  })
})

describe('colors', () => {
  const colored = '\u001b['

  it('are there if they are asked for, and not if NO_COLOR or --no-color is', async () => {
    const project = await temporaryProject(files)
    const none = { NO_COLOR: '' }
    expect((await project.tangleWith({ ...none, FORCE_COLOR: '1' })).stdout).toContain(colored)
    expect((await project.tangleWith(none, '--color')).stdout).toContain(colored)
    expect((await project.tangleWith({ ...none, FORCE_COLOR: '1' }, '--no-color')).stdout).not.toContain(colored)
    expect((await project.tangleWith({ NO_COLOR: '1', FORCE_COLOR: '1' })).stdout).not.toContain(colored)
    expect((await project.tangleWith(none)).stdout).not.toContain(colored)
  })
})

it('ends quietly if nobody reads on', async () => {
  const project = await temporaryProject(files)
  const node = `'${process.execPath}' '${await builtCommand()}'`
  const { stderr } = await runCommand('sh', ['-c', `${node} explain --color | true`], project.root)
  expect(stderr).toBe('')
})
