import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { commands } from '../../../tangle/cli/commands.ts'
import { formatHelp } from '../../../tangle/cli/help.ts'
import { temporaryProject } from '../temporary-project.ts'

const toolchain = fileURLToPath(new URL('../../../tangle/', import.meta.url))

/** The modules that are loaded with a module, types left out: what `import` at the top of a file names. */
function loadedWith(path: string, found = new Set<string>()): Set<string> {
  found.add(relative(toolchain, path))
  for (const [, specifier = ''] of readFileSync(path, 'utf8').matchAll(
    /^(?:import|\} from) (?!type\b).*?'([^']+)'$/gm,
  )) {
    if (!specifier.startsWith('.')) found.add(specifier)
    else if (!found.has(relative(toolchain, join(dirname(path), specifier)))) {
      loadedWith(join(dirname(path), specifier), found)
    }
  }
  return found
}

describe('the start of the command', () => {
  it('loads nothing but the list of commands, so that help, version and wrong usage are there at once', () => {
    const loaded = [...loadedWith(join(toolchain, 'cli/main.ts'))].filter((name) => !name.startsWith('node:'))
    const names = ['commands', 'isolate', 'main', 'open-terminal', 'parse-arguments', 'run-command-line', 'terminal']
    expect(loaded.sort()).toEqual([...names.map((name) => `cli/${name}.ts`), 'model/visible-text.ts'])
  })

  it('answers without looking at the project', async () => {
    const project = await temporaryProject({ 'tangle.config.json': 'broken' })
    const { version } = JSON.parse(readFileSync(join(toolchain, 'package.json'), 'utf8'))
    expect(await project.execute('--version')).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
    expect(await project.execute('--help')).toEqual({ exitCode: 0, stdout: formatHelp(), stderr: '' })
    expect(await project.execute('run', '-h')).toEqual({ exitCode: 0, stdout: formatHelp('run'), stderr: '' })
    expect(await project.execute('help', 'list')).toEqual({ exitCode: 0, stdout: formatHelp('list'), stderr: '' })
    expect(await project.execute()).toMatchObject({ exitCode: 2, stdout: '' })
  })

  it.each([
    [['chek'], '`chek` is not a command. Did you mean `check`?'],
    [['__proto__'], '`__proto__` is not a command.'],
    [['check', 'x'], 'Unexpected argument `x`.'],
    [['check', '--dry-run'], '--dry-run belongs to `tangle`, `tangle stitch`.'],
    [['--graph'], '--graph belongs to `tangle list`.'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['--reporter', 'xml'], 'There is no reporter `xml`: it is one of human, json, github, sarif.'],
    [['--config'], "Option '--config <value>' argument missing"],
  ])('refuses %j with status 2, on standard error', async (args, message) => {
    const project = await temporaryProject({})
    const { exitCode, stdout, stderr } = await project.execute(...args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`tangle: ${message}`)
    expect(stderr).toContain('Try `tangle --help`.')
  })
})

describe('the help', () => {
  it('of one command has its options and no other’s', () => {
    expect(formatHelp('list')).toContain('--graph')
    expect(formatHelp('list')).not.toContain('--dry-run')
  })

  it('fits in a terminal', () => {
    for (const line of formatHelp().split('\n')) expect(line.length, line).toBeLessThanOrEqual(120)
  })
})

// The page and the help come from one table, so neither can say what the other does not.
describe('the page of commands', () => {
  const page = readFileSync(join(toolchain, '../docs/reference/commands.md'), 'utf8')
  const sections = new Map(page.split(/^## /m).map((section) => [section.slice(0, section.indexOf('\n')), section]))
  const optionsOf = (section = '') => [...section.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, flag]) => flag)

  it.each(Object.entries(commands))(
    'has a section for `tangle %s` with all its options and no others',
    (name, command) => {
      const usage = ['tangle', name, command.args].filter(Boolean).join(' ')
      expect([...sections.keys()]).toContain(`\`${usage}\``)
      expect(optionsOf(sections.get(`\`${usage}\``))).toEqual(
        Object.keys(command.options).map((option) => `--${option}`),
      )
    },
  )

  it('has the commands in the order of the help, and no others', () => {
    const headings = [...sections.keys()].filter((heading) => heading.startsWith('`tangle'))
    expect(headings.map((heading) => /^`tangle ?([a-z]*)/.exec(heading)?.[1])).toEqual(Object.keys(commands))
  })
})
