import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../tangle/temporary-project.ts'
import { type NpmRegistry, startNpmRegistry } from './npm-registry.ts'
import { packedPackages } from './packed-packages.ts'

const { tangle } = await packedPackages()
const folder = await mkdtemp(join(tmpdir(), 'installing '))
let registry: NpmRegistry

beforeAll(async () => {
  // Not installed here: npm has to accept it beside ours, and nothing of it is loaded.
  const vitepress = { name: 'vitepress', version: '1.6.4', peerDependencies: { postcss: '^8' } }
  await write('vitepress', { 'package.json': JSON.stringify(vitepress) })
  registry = await startNpmRegistry([join(folder, 'vitepress')])
})
afterAll(async () => {
  registry.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

async function write(project: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, project, path)), { recursive: true })
    await writeFile(join(folder, project, path), text)
  }
}

const page = (type: string) => `# Hello

\`\`\`ts {file=examples/hello.ts}
const who: ${type} = 'world'
console.log(\`Hello, \${who}!\`)
\`\`\`

\`\`\`text {output=hello}
Hello, world!
\`\`\`
`
const config = JSON.stringify({ pages: ['docs/*.md'], examples: { include: ['examples/*.ts'] } })

/** What a project of today has already installed when it tries ours. */
const projects: [name: string, devDependencies: Record<string, string>, check: { exitCode: number; stdout: RegExp }][] =
  [
    [
      'typescript-7',
      { typescript: '7.0.2', vitepress: '1.6.4' },
      { exitCode: 1, stdout: /docs\/hello\.md:4:7 .*TS2322/ },
    ],
    [
      'typescript-5.9',
      { typescript: '5.9.3', vitepress: '2.0.0-alpha.20' },
      { exitCode: 1, stdout: /docs\/hello\.md:4:7 .*TS2322/ },
    ],
    ['neither', {}, { exitCode: 0, stdout: /npm install --save-dev typescript/ }],
  ]

describe.concurrent('npm install --save-dev of the package', () => {
  it.each(projects)('in a project with %s: a page is checked and run', async (name, devDependencies, checked) => {
    await write(name, {
      'package.json': JSON.stringify({ name: 'project', private: true, type: 'module', devDependencies }),
      'tangle.config.json': config,
      'docs/hello.md': page('number'),
    })
    const root = join(folder, name)
    const npm = {
      npm_config_registry: registry.address,
      npm_config_cache: join(folder, 'cache'),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
    }
    const installed = await runCommand('npm', ['install', '--save-dev', tangle.tarball], root, npm)
    expect(installed).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('ERESOLVE') })
    const command = (...args: string[]) => runCommand(join(root, 'node_modules/.bin/tangle'), args, root)

    expect(await command()).toMatchObject({ exitCode: 0, stdout: 'created examples/hello.ts\n', stderr: '' })
    const { exitCode, stdout, stderr } = await command('check')
    expect({ exitCode, said: stdout + stderr }).toEqual({
      exitCode: checked.exitCode,
      said: expect.stringMatching(checked.stdout),
    })

    await write(name, { 'docs/hello.md': page('string') })
    expect(await command()).toMatchObject({ exitCode: 0, stdout: 'updated examples/hello.ts\n' })
    expect(await command('check')).toMatchObject({ exitCode: 0 })
    expect(await command('run')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('✓ hello') })
    expect(await readFile(join(root, 'examples/hello.ts'), 'utf8')).toContain('const who: string')
  })
})
