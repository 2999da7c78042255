import { existsSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryProject } from '../temporary-project.ts'

const page = `# A page

\`\`\`ts {file=out/x.ts}
<<greet>>
greet('world')
\`\`\`

\`\`\`ts {#greet}
function greet(name: string): void {
  console.log(\`Hello, \${name}\`)
}
\`\`\`

\`\`\`text {output=x}
Hello, world
\`\`\`
`

const files = {
  'docs/a.md': page,
  'package.json': '{ "type": "module" }',
  'tangle.config.ts': "export default { outputs: ['out'], examples: { include: ['out/*.ts'] } }\n",
}

// Loading a compiler takes a second, so only what is about types has something to compile with.
const typed = {
  ...files,
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "types": ["node"] } }',
}

// The real executable in a folder of its own: slow, so each test tells a whole story.
describe.concurrent('tangle', () => {
  it('writes targets, then finds nothing to do, and checks and runs them', async () => {
    const project = await temporaryProject(files)
    expect(await project.execute()).toMatchObject({ exitCode: 0, stdout: 'created out/x.ts\n', stderr: '' })
    expect(await project.execute()).toMatchObject({ exitCode: 0, stdout: '1 target unchanged\n' })
    expect(await project.execute('check')).toMatchObject({ exitCode: 0, stdout: '1 target of 1 page checked\n' })
    const run = await project.execute('run')
    expect(run).toMatchObject({ exitCode: 0, stdout: '✓ x\n', stderr: '1 example held, 0 did not\n' })
  })

  it('writes nothing when a name is undefined, and says which one was meant', async () => {
    const project = await temporaryProject(files)
    await project.edit('docs/a.md', '{#greet}', '{#greeet}')
    const result = await project.tangle()
    expect(result.exitCode).toBe(1)
    expect(result.stdout).toContain('docs/a.md:4:1 error undefined-name Block <<greet>> is not defined.')
    expect(result.stdout).toContain('hint: Did you mean <<greeet>>?')
    expect(result.stderr).toBe('1 error\nNothing was written.\n')
    expect(existsSync(join(project.root, 'out'))).toBe(false)
    expect(existsSync(join(project.root, 'tangle.ledger'))).toBe(false)
  })

  it('reports a stale target at the line of the page that differs, and leaves it alone', async () => {
    const project = await temporaryProject(files)
    await project.tangle()
    const before = await project.read('out/x.ts')
    await project.edit('docs/a.md', 'log(`Hello', 'log(`Goodbye')
    const check = await project.tangle('check')
    expect(check.exitCode).toBe(1)
    expect(check.stdout).toContain('docs/a.md:10:1 error stale out/x.ts is stale')
    expect(await project.read('out/x.ts')).toBe(before)
  })

  it('reports type errors, floating promises, orphans and unused blocks where they are written', async () => {
    const project = await temporaryProject(typed)
    await project.edit('docs/a.md', "greet('world')", 'greet(1)\nPromise.resolve()')
    await project.write('out/stranger.ts', '')
    await project.write('docs/b.md', 'Text.\n\n```ts {#nobody}\n```\n')
    await project.tangle()
    const check = await project.tangle('check')
    expect(check.exitCode).toBe(1)
    expect(check.stdout).toContain('docs/a.md:5:7 error type-error TS2345')
    expect(check.stdout).toContain('docs/a.md:6:1 error floating-promise')
    expect(check.stdout).toContain('out/stranger.ts:1:1 error orphan')
    expect(check.stdout).toContain('docs/b.md:3:8 error unused-block')
    expect(check.stderr).toBe('4 errors\n')
  })

  it('reports what a page expects of an example that there is not, and how to run one that cannot be read', async () => {
    const project = await temporaryProject(files)
    await project.edit('docs/a.md', '{output=x}', '{output=y}')
    await project.edit('docs/a.md', '{file=out/x.ts}', '{file=out/x.ts timeout=soon exit=never}')
    await project.write('docs/c.md', '```ts {file=lib/z.ts}\nexport {}\n```\n\n```text {output=z}\n```\n')
    await project.tangle()
    for (const command of ['check', 'run']) {
      const { exitCode, stdout } = await project.tangle(command)
      expect(exitCode).toBe(1)
      expect(stdout).toContain('docs/a.md:14:10 error unknown-example There is no example y.')
      expect(stdout).toContain('hint: lib/z.ts is run if `examples.include` in the configuration names it.')
      expect(stdout).toContain('docs/a.md:3:22 error invalid-attribute `timeout=`')
      expect(stdout).toContain('docs/a.md:3:35 error invalid-attribute `exit=`')
    }
  })

  it('checks what the pages say now, also where the disk is behind', async () => {
    const project = await temporaryProject(typed)
    await project.tangle()
    await project.edit('docs/a.md', "greet('world')", 'greet(1)')
    expect((await project.tangle('check')).stdout).toContain('docs/a.md:5:7 error type-error')
  })

  it('does not overwrite an edited target', async () => {
    const project = await temporaryProject(files)
    await project.tangle()
    await project.write('out/x.ts', 'mine\n')
    const result = await project.tangle()
    expect(result.exitCode).toBe(1)
    expect(result.stdout).toContain('docs/a.md:3:8 error conflict out/x.ts was edited by hand')
    expect(await project.read('out/x.ts')).toBe('mine\n')
  })

  it('refuses to write through a link that leads outside', async () => {
    const project = await temporaryProject(files)
    await symlink(join(project.root, '..'), join(project.root, 'out'))
    const result = await project.tangle()
    expect(result.exitCode).toBe(1)
    expect(result.stdout).toContain('docs/a.md:3:8 error path-outside-project')
    expect(existsSync(join(project.root, '../x.ts'))).toBe(false)
  })

  it('points at the line of the page when an example throws, prints something else, or waits for nothing', async () => {
    const project = await temporaryProject(typed)
    await project.edit('docs/a.md', '  console.log', "  if (name === 'world') throw new Error('no')\n  console.log")
    const thrown = await project.tangle('run')
    expect(thrown.exitCode).toBe(1)
    expect(thrown.stdout).toContain('docs/a.md:10:31 error example-failed x ended with status 1: Error: no')

    await project.write('docs/a.md', page.replace('Hello, world', 'Hello, moon'))
    const other = await project.tangle('run')
    expect(other.exitCode).toBe(1)
    expect(other.stdout).toContain('docs/a.md:15:1 error unexpected-output')
    expect(other.stdout).toContain('- Hello, moon\n  + Hello, world')

    await project.write('docs/a.md', page.replace("greet('world')", "greet('world')\nPromise.resolve(1)"))
    const floating = await project.tangle('run')
    expect(floating.exitCode).toBe(1)
    expect(floating.stdout).toContain('docs/a.md:6:1 error floating-promise')
  })

  it('says where an example does not parse, runs the others, and reports a host that does not start', async () => {
    const project = await temporaryProject(files)
    await project.write('docs/b.md', '```ts {file=out/broken.ts}\nconst a = 1\nconst = 2\n```\n')
    const parsed = await project.tangle('run')
    expect(parsed.exitCode).toBe(1)
    expect(parsed.stdout).toContain('docs/b.md:3:7 error example-failed broken cannot be compiled')
    expect(parsed.stdout).toContain('✓ x')

    await project.write('host.js', "export function start() { throw new Error('no port is free') }\n")
    await project.edit('tangle.config.ts', 'examples: {', "examples: { host: 'host.js',")
    const hosted = await project.tangle('run', 'x')
    expect(hosted.exitCode).toBe(1)
    expect(hosted.stdout).toContain('docs/a.md:3:8 error host-failed The host of x did not start: no port is free')
  })

  it('writes what really came out into the page, and shows the difference; but not in CI', async () => {
    const project = await temporaryProject(files)
    const stale = page.replace('Hello, world', 'Something old')
    await project.write('docs/a.md', stale)
    const updated = await project.tangle('run', '--update')
    expect(updated.exitCode).toBe(0)
    expect(updated.stdout).toContain('updated docs/a.md:14:1\n- Something old\n+ Hello, world')
    expect(await project.read('docs/a.md')).toBe(page)
    await project.write('docs/a.md', stale)
    const inCi = await project.tangleWith({ CI: 'true' }, 'run', '--update')
    expect(inCi.exitCode).toBe(2)
    expect(await project.read('docs/a.md')).toBe(stale)
  })

  it('ends an example that does not end by itself', async () => {
    const project = await temporaryProject(files)
    await project.edit('docs/a.md', '{file=out/x.ts}', '{file=out/x.ts timeout=300ms}')
    await project.edit('docs/a.md', "greet('world')", "greet('world')\nsetInterval(() => {}, 1000)")
    const result = await project.tangle('run')
    expect(result.exitCode).toBe(1)
    expect(result.stdout).toContain('docs/a.md:3:8 error timeout x did not end within 300 ms')
  })

  it('says what is wrong with the command line or the configuration, and exits with 2', async () => {
    const project = await temporaryProject(files)
    expect(await project.tangle('chek')).toMatchObject({ exitCode: 2, stdout: '' })
    expect(await project.tangle('run', 'y')).toMatchObject({
      exitCode: 2,
      stderr: 'tangle: There is no example or page y. Did you mean x?\nTry `tangle --help`.\n',
    })
    await project.edit('tangle.config.ts', 'outputs:', 'output:')
    expect(await project.tangle()).toMatchObject({
      exitCode: 2,
      stderr: 'tangle: tangle.config.ts: `output` is not a key. Did you mean `outputs`?\n',
    })
  })

  it('works in a folder of Markdown with no configuration at all', async () => {
    const project = await temporaryProject({ 'README.md': '```{.python file=app.py}\nprint(1)\n```\n' })
    expect(await project.tangle()).toMatchObject({ exitCode: 0, stdout: 'created app.py\n' })
    expect(await project.tangle('check')).toMatchObject({ exitCode: 0 })
  })
})
