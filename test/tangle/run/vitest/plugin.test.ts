import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { insideCommand } from '../../../../tangle/run/commands/run-page.ts'
import { builtPackage } from '../../built-command/built-command.ts'
import { runCommand } from '../../temporary-project.ts'
import { vitestMain, vitestProject } from './vitest-project.ts'

/** A page whose example prints its own name; it says in its tenth line what comes out. */
function page(name: string, shown = name): string {
  return `# ${name}

Some text.

\`\`\`ts {file=out/${name}.ts}
console.log(${JSON.stringify(name)})
\`\`\`

\`\`\`text {output=${name}}
${shown}
\`\`\`
`
}

const names = ['a', 'b', 'c', 'd', 'e']

describe('pages as test files', { concurrent: true }, () => {
  test('each page with examples is a test file, next to the usual ones', async () => {
    const project = await vitestProject({
      'docs/a.md': page('a'),
      'docs/[b] (c).md': page('b'),
      'docs/prose.md': '# Prose\n\n```sh\nnot run\n```\n',
      'test/usual.test.ts': 'import { test } from "vitest"\ntest("usual", () => {})\n',
    })
    const { stdout, exitCode } = await project.vitest('list')
    expect(stdout.trim().split('\n').sort()).toEqual([
      'docs/[b] (c).md > b',
      'docs/a.md > a',
      'test/usual.test.ts > usual',
    ])
    expect(exitCode).toBe(0)
    const one = await project.vitest('run', 'docs/a.md', '--reporter=json')
    expect(JSON.parse(one.stdout)).toMatchObject({ numTotalTests: 1, numPassedTests: 1 })
    const named = await project.vitest('run', '-t', 'b', '--reporter=json')
    expect(JSON.parse(named.stdout)).toMatchObject({ numPassedTests: 1, numPendingTests: 2 })
  })

  test('each plain block is a test, that it has no mistake', async () => {
    const block = (code: string, info = 'ts') => `\`\`\`${info}\n${code}\n\`\`\`\n`
    const right = block('const a = 1')
    const wrong = block('const b: string = a')
    const excepted = block('a.b', 'ts {check=skip reason="not yet"}')
    const project = await vitestProject({ 'docs/a.md': `${right}${wrong}${excepted}` })
    const { stdout, stderr, exitCode } = await project.vitest('run', '--reporter=verbose')
    expect(stdout).toContain('✓ docs/a.md > block at line 1')
    expect(stdout).toMatch(/↓ docs\/a\.md > block at line 7.*\[not yet\]/)
    expect(stderr).toContain('docs/a.md:5:7 error type-error TS2322')
    expect(stderr).toContain('❯ docs/a.md:5:7')
    expect(exitCode).toBe(1)
  })

  test('a failure is at the line of the page, for people and for machines', async () => {
    const project = await vitestProject({ 'docs/a.md': page('a', 'z') })
    const { stdout, stderr, exitCode } = await project.vitest(
      ...['run', '--includeTaskLocation', '--reporter=default', '--reporter=github-actions'],
      ...['--reporter=junit', '--outputFile.junit=junit.xml', '--reporter=json', '--outputFile.json=report.json'],
    )
    expect(exitCode).toBe(1)
    expect(stderr).toContain('docs/a.md:10:1 error unexpected-output')
    expect(stderr).toContain('❯ docs/a.md:10:1')
    expect(stderr).toMatch(/10\| z\n\s+\| \^/)
    const annotation = stdout.split('\n').find((line) => line.startsWith('::error'))
    expect(annotation).toContain(`file=${join(project.root, 'docs/a.md')},`)
    expect(annotation).toContain('line=10,column=1')
    const junit = await project.read('junit.xml')
    expect(junit).toContain('<testcase classname="docs/a.md" name="a"')
    expect(junit).toContain('❯ docs/a.md:10:1')
    // The test itself is the block with file=.
    const report = JSON.parse(await project.read('report.json'))
    expect(report.testResults[0].assertionResults[0].location).toMatchObject({ line: 5 })
  })

  test('an example that is not run is a test that is skipped, with the reason of its page', async () => {
    const skipped = page('a').replace('out/a.ts}', 'out/a.ts check=skip reason="needs a printer"}')
    const project = await vitestProject({ 'a.md': skipped })
    const { stdout, exitCode } = await project.vitest('run', '--reporter=verbose')
    expect(stdout).toMatch(/↓ a\.md > a .*\[needs a printer\]/)
    expect(exitCode).toBe(0)
  })

  test('the commands of a page are a test', async () => {
    const block = '```console\n$ echo Hello\nHello\n$ cat b.md | wc -l\n1\n```\n'
    const project = await vitestProject({
      'tangle.config.json': '{ "commands": { "except": ["npm ci"] } }\n',
      'a.md': `# A\n\n${block}`,
      'b.md': '# B without a command\n',
      'c.md': '# C\n\n```console\n$ npm ci\n```\n',
    })
    const good = await project.vitest('run', '--reporter=verbose')
    expect(good.stderr).toBe('')
    expect(good.stdout).toContain('✓ a.md > commands')
    expect(good.stdout).toMatch(/Tests\s+1 passed \(1\)/)
    await project.edit('a.md', '\n1\n', '\n2\n')
    const bad = await project.vitest('run', '--includeTaskLocation')
    expect(bad.stderr).toContain('FAIL  a.md:3:')
    expect(bad.stderr).toMatch(/a\.md:7:1 error unexpected-command-output/)
    const inside = await runCommand(process.execPath, [vitestMain, 'run', '--reporter=verbose'], project.root, {
      [insideCommand]: '1',
    })
    expect(inside.stdout).toMatch(/↓ a\.md > commands .*\[this run is itself a command of a page\]/)
  })

  test('a page with an error fails, with examples or without', async () => {
    const project = await vitestProject({
      'a.md': page('a').replace('console', '<<nothing>>\nconsole'),
      'b.md': '# B\n\n```text {output=nobody}\n```\n',
      'c.md': page('c'),
    })
    const { stderr, exitCode } = await project.vitest('run')
    expect(stderr).toContain('FAIL  a.md > ')
    expect(stderr).toContain('a.md:6:1 error undefined-name')
    expect(stderr).toContain('FAIL  b.md > can be tangled')
    expect(stderr).toContain('b.md:3:10 error unknown-example')
    expect(stderr).not.toContain('FAIL  c.md')
    expect(exitCode).toBe(1)
  })

  test('several machines run each example exactly once, and their reports make one', async () => {
    const project = await vitestProject(Object.fromEntries(names.map((name) => [`${name}.md`, page(name)])))
    const ran: string[] = []
    for (const shard of [1, 2, 3]) {
      const { exitCode } = await project.vitest(
        ...['run', `--shard=${shard}/3`, '--reporter=blob', '--reporter=json', '--outputFile.json=report.json'],
      )
      expect(exitCode).toBe(0)
      const { testResults } = JSON.parse(await project.read('report.json'))
      for (const { assertionResults } of testResults) for (const { title } of assertionResults) ran.push(title)
    }
    expect(ran.sort()).toEqual(names)
    expect(await readdir(join(project.root, '.vitest-reports'))).toHaveLength(3)
    const merged = await project.vitest('--merge-reports', '--reporter=junit', '--outputFile.junit=junit.xml')
    expect(merged.exitCode).toBe(0)
    const cases = [...(await project.read('junit.xml')).matchAll(/<testcase classname="(\w)\.md" name="\1"/g)]
    expect(cases.map(([, name]) => name).sort()).toEqual(names)
  })

  test('vitest knows which pages are related to a module', async () => {
    const importing = page('a').replace('console', 'import "../lib/module.ts"\nconsole')
    const project = await vitestProject({
      'a.md': importing,
      'b.md': page('b'),
      'lib/module.ts': 'export {}\n',
      'out/README': 'esbuild follows relative imports only from a folder that exists.\n',
    })
    const { stdout } = await project.vitest('related', '--run', 'lib/module.ts', '--reporter=json')
    const report = JSON.parse(stdout)
    expect(report.testResults.map(({ name }: { name: string }) => name)).toEqual([join(project.root, 'a.md')])
    expect(report.success).toBe(true)
  })
})

describe('examples in a test file of one’s own', () => {
  test('are those of the pages that are named', async () => {
    const entry = join(await builtPackage(), 'dist/run/vitest/index.js')
    const own = `import { defineExampleTests } from ${JSON.stringify(entry)}\nawait defineExampleTests({ pages: ["a.md"] })\n`
    const project = await vitestProject({
      'a.md': page('a'),
      'b.md': page('b'),
      'own.test.ts': own,
      'vitest.config.ts': 'export default {}\n',
    })
    const { stdout, exitCode } = await project.vitest('run', '--reporter=verbose')
    expect(stdout).toContain('✓ own.test.ts > examples > a')
    expect(stdout).toMatch(/Tests\s+1 passed \(1\)/)
    expect(exitCode).toBe(0)
  })
})
