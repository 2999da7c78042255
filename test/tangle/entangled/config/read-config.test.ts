import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../../../tangle/config/config.ts'
import { readEntangledConfig } from '../../../../tangle/entangled/config/read-config.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'

function read(files: Readonly<Record<string, string>>) {
  return readEntangledConfig(new MemoryFileSystem(files))
}

async function readToml(lines: readonly string[]) {
  const found = await read({ 'entangled.toml': `version = "2.0"\n${lines.join('\n')}\n` })
  if (!found) throw new Error('There is a configuration.')
  return found
}

describe('where the configuration comes from', () => {
  it('is entangled.toml, even where pyproject.toml has one as well', async () => {
    const found = await read({
      'entangled.toml': 'version = "2.0"\nannotation = "naked"\n',
      'pyproject.toml': '[tool.entangled]\nversion = "2.0"\nannotation = "supplemented"\n',
    })
    expect(found?.config).toMatchObject({ file: 'entangled.toml', annotation: 'naked' })
  })

  it('is the table of pyproject.toml where there is no entangled.toml', async () => {
    const found = await read({ 'pyproject.toml': '[tool.entangled]\nversion = "2.4"\nwatch_list = ["docs/*.md"]\n' })
    expect(found?.config).toMatchObject({ file: 'pyproject.toml', watchList: ['docs/*.md'] })
  })

  it.each([
    ['without the table', { 'pyproject.toml': '[project]\nname = "entangled-user"\n' }],
    ['which is broken and has nothing to do with it', { 'pyproject.toml': 'name = = 1\n' }],
    ['which is not there', {}],
  ])('is nothing with a pyproject.toml %s', async (_, files) => {
    expect(await read(files)).toBeUndefined()
  })

  it('is the defaults where Entangled has left its database', async () => {
    const found = await read({ '.entangled/filedb.json': '{"version":"2.4.2","files":{},"targets":[]}' })
    expect(found?.config).toMatchObject({ annotation: 'standard', watchList: ['**/*.md'], style: 'default' })
  })

  it.each(['', '[]', '3', 'null'])('is nothing where %j is in the place of the database', async (text) => {
    expect(await read({ '.entangled/filedb.json': text })).toBeUndefined()
  })
})

describe('settings', () => {
  it('have the defaults of Entangled 2.4', async () => {
    const { config, diagnostics } = await readToml([])
    expect(config).toMatchObject({
      style: 'default',
      watchList: ['**/*.md'],
      ignoreList: [],
      annotation: 'standard',
      namespaceDefault: 'global',
      namespace: undefined,
    })
    expect([...config.hooks]).toEqual(['shebang'])
    expect(new Set([...config.languages.values()].map((language) => language.name)).size).toBe(22)
    expect(config.languages.has('typescript')).toBe(false)
    expect(diagnostics).toEqual([])
  })

  it('take markers and hooks from the style', async () => {
    const { config } = await readToml(['style = "basic"'])
    expect([...config.hooks].sort()).toEqual(['brei', 'quarto_attributes', 'repl', 'shebang', 'spdx_license'])
    expect(config.markers.open.exec('```python #| x')?.groups).toMatchObject({ indent: '', properties: 'python #| x' })
  })

  it('add hooks to those of the style, and take one away with a tilde', async () => {
    const { config } = await readToml(['hooks = ["spdx_license", "~shebang", "~repl"]'])
    expect([...config.hooks]).toEqual(['spdx_license'])
  })

  it('replace the language of an identifier and keep the others', async () => {
    const { config } = await readToml([
      '[[languages]]',
      'name = "Own C"',
      'identifiers = ["c", "h"]',
      'comment = { open = "//" }',
    ])
    expect(config.languages.get('c')?.comment).toEqual({ open: '//' })
    expect(config.languages.get('h')?.name).toBe('Own C')
    expect(config.languages.get('cpp')?.comment).toEqual({ open: '/*', close: '*/' })
  })

  it('cut a namespace at its colons', async () => {
    expect((await readToml(['namespace = "a::b"'])).config.namespace).toEqual(['a', 'b'])
  })

  it('read markers as Python does', async () => {
    const { config } = await readToml([
      '[markers]',
      'open = "^(?P<indent>\\\\s*)```(?P<properties>[a-zA-Z].*)$"',
      'close = "^(?P<indent>\\\\s*)```\\\\s*$"',
    ])
    expect(config.markers.open.exec('  ```rust file=a.rs')?.groups).toMatchObject({
      indent: '  ',
      properties: 'rust file=a.rs',
    })
    expect(config.markers.open.test('```')).toBe(false)
    expect(config.markers.beginIgnore.test('  ~~~markdown')).toBe(true)
  })

  it.each(['annotation_format = "x"', 'use_line_directives = true', '[hook.build]\nrunners = {}', '[brei]\ntask = []'])(
    'that have no effect on targets are accepted: %s',
    async (line) => {
      expect((await readToml([line])).diagnostics).toEqual([])
    },
  )
})

describe('errors', () => {
  it.each([
    [['version = 2'], '`version` must be a string of numbers with dots, such as "2.0", not 2.'],
    [['version = "two"'], '`version` must be a string of numbers with dots, such as "2.0", not "two".'],
    [['annotation = "naked"'], '`version` is missing. Write `version = "2.0"`.'],
    [['version = "2.0"', 'style = "fancy"'], '`style` must be "default" or "basic", not "fancy".'],
    [
      ['version = "2.0"', 'annotation = "none"'],
      '`annotation` must be "standard" or "naked" or "supplemented", not "none".',
    ],
    [['version = "2.0"', 'namespace_default = 1'], '`namespace_default` must be "global" or "private", not 1.'],
    [['version = "2.0"', 'watch_list = "*.md"'], '`watch_list` must be a list of strings, not "*.md".'],
    [['version = "2.0"', 'watch_list = ["../*.md"]'], '`watch_list` must stay inside the project: ../*.md does not.'],
    [['version = "2.0"', 'ignore_list = [1]'], '`ignore_list` must be a list of strings, not a list.'],
    [['version = "2.0"', 'hooks = true'], '`hooks` must be a list of strings, not true.'],
    [['version = "2.0"', 'hook = 1'], '`hook` must be a table, not 1.'],
    [['version = "2.0"', 'use_line_directives = 1'], '`use_line_directives` must be true or false, not 1.'],
    [['version = "2.0"', 'namespace = ["a"]'], '`namespace` must be a string, not a list.'],
    [['version = "2.0"', 'languages = {}'], '`languages` must be a list of tables, not a table.'],
    [
      ['version = "2.0"', '[[languages]]', 'identifiers = ["ts"]', 'comment = { open = "//" }'],
      '`languages[0].name` must be a string, not nothing.',
    ],
    [
      ['version = "2.0"', '[[languages]]', 'name = "T"', 'identifiers = "ts"', 'comment = { open = "//" }'],
      '`languages[0].identifiers` must be a list of strings, not "ts".',
    ],
    [
      ['version = "2.0"', '[[languages]]', 'name = "T"', 'identifiers = ["ts"]', 'comment = "//"'],
      '`languages[0].comment` must be a table, not "//".',
    ],
    [['version = "2.0"', '[markers]', 'open = "```"'], '`markers.close` is missing.'],
    [
      ['version = "2.0"', '[markers]', "open = '```(?P<properties>.*)'", "close = '(?P<indent>)```'"],
      '`markers.open` must define the group `(?P<indent>…)`.',
    ],
    [
      ['version = "2.0"', '[markers]', "open = '(?P<indent>)(?P<properties>'", "close = '(?P<indent>)```'"],
      '`markers.open` must be a regular expression:',
    ],
  ])('name the key and the form that was expected: %j', async (lines, message) => {
    const reading = read({ 'entangled.toml': `${lines.join('\n')}\n` })
    await expect(reading).rejects.toThrow(ConfigError)
    await expect(reading).rejects.toThrow(message)
  })

  it('are all named at once', async () => {
    const reading = read({ 'entangled.toml': 'version = 1\nannotation = 2\n' })
    await expect(reading).rejects.toThrow(/`version` must be .* `annotation` must be /)
  })

  it('of the syntax have a line and a column', async () => {
    await expect(read({ 'entangled.toml': 'version = "2.0"\nstyle = = 1\n' })).rejects.toThrow(
      'entangled.toml:2:9: Invalid TOML document: invalid value.',
    )
    await expect(read({ 'pyproject.toml': '[tool.entangled\n' })).rejects.toThrow('pyproject.toml:1:')
  })
})

describe('warnings', () => {
  it('tell of keys that have no effect, with the one that was meant', async () => {
    const { diagnostics } = await readToml(['watch_lits = ["*.md"]'])
    expect(diagnostics).toEqual([
      {
        code: 'invalid-setting',
        severity: 'warning',
        message: '`watch_lits` is not a key of Entangled 2.4 and has no effect. Did you mean `watch_list`?',
        location: { file: 'entangled.toml', start: { line: 1, column: 0 }, end: { line: 1, column: 10 } },
      },
    ])
  })

  it.each([
    ['2.4', 0],
    ['2.4.3', 0],
    ['2.5', 1],
    ['3.0', 1],
  ])('tell of version %s: %i', async (version, count) => {
    const found = await read({ 'entangled.toml': `version = "${version}"\n` })
    expect(found?.diagnostics).toHaveLength(count)
  })
})
