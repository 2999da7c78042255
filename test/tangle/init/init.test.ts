import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { temporaryProject } from '../temporary-project.ts'

const packageText = '{ "devDependencies": { "@parley/tangle": "0.1.0" } }'
const made = ['docs/hello.md', 'tangle.config.json', '.github/workflows/tangle.yml', 'examples/hello.mjs']

describe.concurrent('tangle init', { timeout: 60_000 }, () => {
  it('makes a project that passes the check and the run at once', async () => {
    const project = await temporaryProject({ 'package.json': packageText })
    const { stdout, exitCode } = await project.tangle('init')
    expect(stdout).toBe(
      `${made.map((path) => `created ${path}\n`).join('')}\nNext: \`npx tangle check\` and \`npx tangle run\`; both pass.\n`,
    )
    expect(exitCode).toBe(0)
    expect(await project.read('package.json')).toBe(packageText)
    expect(await project.tangle('check')).toMatchObject({ stdout: '1 target of 1 page checked\n', exitCode: 0 })
    expect(await project.tangle('run')).toMatchObject({ stdout: expect.stringContaining('✓ hello'), exitCode: 0 })
  })

  it.each(['docs', 'examples', '.github'])('makes nothing where %s is a file', async (name) => {
    const project = await temporaryProject({ [name]: 'text\n' })
    const { stdout, exitCode } = await project.tangle('init')
    expect(stdout).toContain(`${name} is a file, not a folder`)
    expect(stdout).not.toContain('created')
    expect(exitCode).toBe(1)
    for (const path of made) expect(await project.read(path).catch(() => undefined)).toBeUndefined()
    expect(await project.read(name)).toBe('text\n')
  })

  it('asks for the package where CI would not find it', async () => {
    const said = 'add `@parley/tangle` to the devDependencies'
    const without = await temporaryProject({ 'package.json': '{}' })
    expect((await without.tangle('init')).stdout).toContain(said)
    const withIt = await temporaryProject({ 'package.json': '{ "devDependencies": { "@parley/tangle": "0.1.0" } }' })
    expect((await withIt.tangle('init')).stdout).not.toContain(said)
    // Where there is no package, none is made.
    const other = await temporaryProject({ 'pyproject.toml': '[project]\nname = "x"\n' })
    expect((await other.tangle('init')).stdout).not.toContain(said)
    const workflow = await other.read('.github/workflows/tangle.yml')
    expect(workflow).toContain('- run: npm install --no-save @parley/tangle\n')
  })

  it('says where the workflow belongs when the repository begins further up', async () => {
    const said = 'Move .github/workflows/tangle.yml to the root of the repository'
    const project = await temporaryProject({})
    await mkdir(join(project.root, '../.git'))
    expect((await project.tangle('init')).stdout).toContain(said)
    const { jobs } = parse(await project.read('.github/workflows/tangle.yml'))
    expect(jobs.tangle.defaults).toEqual({ run: { 'working-directory': 'a project' } })
    const alone = await temporaryProject({})
    await mkdir(join(alone.root, '.git'))
    expect((await alone.tangle('init')).stdout).not.toContain(said)
    expect(parse(await alone.read('.github/workflows/tangle.yml')).jobs.tangle).not.toHaveProperty('defaults')
  })

  it('makes a page that is really checked', async () => {
    const project = await temporaryProject({})
    await project.tangle('init')
    await project.edit('docs/hello.md', "log('Hello", "log('Good day")
    expect(await project.tangle('check')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('stale') })
    expect(await project.tangle('run')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('unexpected-output'),
    })
  })

  it('finds its place among pages and examples of others, and judges none of them', async () => {
    const files = {
      'docs/hello.md': '# Theirs\n\n[nowhere](./nowhere.md)\n\n```python {#nobody}\n<<undefined>>\n```\n',
      'README.md': '# Theirs\n\n```js\nexport default {}\n```\n',
      'examples/hello-2.mjs': 'throw new Error()\n',
      'examples/other.ts': 'const broken: number = "text"\n',
      'tsconfig.json': '{ "compilerOptions": { "strict": true, "noEmit": true } }',
      'pnpm-lock.yaml': '',
    }
    const project = await temporaryProject(files)
    const { stdout } = await project.tangle('init')
    expect(stdout).toContain('created docs/hello-3.md\n')
    for (const [path, text] of Object.entries(files)) expect(await project.read(path)).toBe(text)
    expect(await project.tangle('check')).toMatchObject({ stdout: '1 target of 1 page checked\n', exitCode: 0 })
    expect(await project.tangle('run')).toMatchObject({ stdout: expect.stringContaining('✓ hello-3'), exitCode: 0 })
    expect(await project.read('.github/workflows/tangle.yml')).toContain('corepack pnpm install')
  })

  it('does nothing the second time', async () => {
    const project = await temporaryProject({})
    await project.tangle('init')
    const page = await project.read('docs/hello.md')
    const { stdout, exitCode } = await project.tangle('init')
    expect({ stdout, exitCode }).toEqual({
      stdout: 'kept tangle.config.json\nkept .github/workflows/tangle.yml\n',
      exitCode: 0,
    })
    expect(await project.read('docs/hello.md')).toBe(page)
  })

  it.each(['tangle.config.ts', 'entangled.toml'])('leaves a project with %s as it is, but for CI', async (name) => {
    const project = await temporaryProject({ [name]: '' })
    const { stdout, exitCode } = await project.tangle('init')
    expect(stdout).toContain(`kept ${name}\ncreated .github/workflows/tangle.yml\n`)
    expect(stdout).not.toContain('hello')
    expect(exitCode).toBe(0)
  })

  it('refuses options that it has no use for', async () => {
    const project = await temporaryProject({})
    expect(await project.tangle('init', '--reporter', 'json')).toMatchObject({ exitCode: 2, stdout: '' })
    expect(await project.tangle('init', 'here')).toMatchObject({ exitCode: 2, stdout: '' })
  })
})
