import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NodeFileSystem, openProject, type TangleConfig } from '../../../../tangle/index.ts'
import { formatLocation } from '../../../../tangle/model/location.ts'
import { parsePage } from '../../../../tangle/parse/parse-page.ts'
import { isTerminalBlock, readCommands } from '../../../../tangle/parse/terminal-block.ts'
import { collectCommands } from '../../../../tangle/run/commands/collect-commands.ts'
import { runCommands } from '../../../../tangle/run/commands/run-commands.ts'
import { updateCommands } from '../../../../tangle/run/commands/update-commands.ts'
import { runCommand, temporaryProject } from '../../temporary-project.ts'

const block = (content: string, info = 'console') => `\`\`\`${info}\n${content}\n\`\`\`\n`

function readBlocks(text: string) {
  return parsePage({ path: 'a.md', text }).blocks
}

/** Runs the terminal blocks of pages that lie in a temporary project. */
async function run(pages: Readonly<Record<string, string>>, commands: TangleConfig['commands'] = {}) {
  const project = await temporaryProject({ 'package.json': '{}', 'data/a.txt': 'one\ntwo\n', ...pages })
  const opened = await openProject({ root: project.root, config: { commands } })
  const { pages: chosen, diagnostics } = collectCommands(opened)
  const results = await runCommands(opened, chosen)
  const findings = [...diagnostics, ...results.flatMap((result) => result.diagnostics)].map(
    ({ code, location, message }) => `${location ? formatLocation(location) : ''} ${code} ${message}`,
  )
  return { project, opened, results, findings }
}

async function findingsOf(text: string, commands?: TangleConfig['commands']): Promise<readonly string[]> {
  return (await run({ 'a.md': text }, commands)).findings
}

/** Whether a process is there. One that has ended and that nobody has asked about is not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const status = `/proc/${pid}/stat`
  return !existsSync(status) || !/\) Z /.test(readFileSync(status, 'utf8'))
}

describe('a terminal block', () => {
  it('is a block in a language of shells that begins with a prompt', () => {
    const text = [
      ...[block('$ ls', 'console'), block('\n$ ls', 'sh'), block('$ ls', 'bash {exit=1}')],
      ...[block('ls', 'sh'), block('$ ls', 'text'), block('$ ls', 'sh {#name}'), block('$ ls', 'sh {file=x.sh}')],
      ...[block('$ ls', 'sh {check=skip reason="never ends"}'), block('', 'console'), block('out\n$ ls', 'console')],
    ]
    expect(readBlocks(text.join('\n')).map(isTerminalBlock)).toEqual([
      ...[true, true, true],
      ...[false, false, false, false],
      ...[false, false, false],
    ])
  })

  it('has commands that may go on in other lines, and the lines that they print', () => {
    const content = '$ echo a \\\n  b\na b\n\n$ cat <<END\n> x\n>\n> END\nx\n\n\ny\n\n$ true\n\n$ echo \\\\\n\\'
    const [found] = readBlocks(`1. Item\n\n   ${block(content).trimEnd().replaceAll('\n', '\n   ')}\n`)
    if (!found) throw new Error('no block')
    const commands = readCommands(found)
    expect(commands.map(({ text }) => text)).toEqual(['echo a \\\n  b', 'cat <<END\nx\n\nEND', 'true', 'echo \\\\'])
    expect(commands.map(({ output }) => output.map(({ text }) => text))).toEqual([
      ['a b'],
      ['x', '', '', 'y'],
      [],
      ['\\'],
    ])
    expect(commands.map(({ location }) => formatLocation(location))).toEqual([
      'a.md:4:6',
      'a.md:8:6',
      'a.md:17:6',
      'a.md:19:6',
    ])
  })
})

describe.concurrent('commands of a page', () => {
  it('hold if they end with 0 and print what the page says, on either output, in order', async () => {
    const { results, findings } = await run({
      'a.md': block('$ cat data/a.txt\none\ntwo\n\n$ echo out; echo err >&2; echo out\nout\nerr\nout\n$ printf x\nx'),
    })
    expect(findings).toEqual([])
    expect(results).toMatchObject([{ total: 3, held: 3 }])
  })

  it('are wrong at the first line that differs', async () => {
    expect(await findingsOf(block('$ cat data/a.txt\none\n2'))).toEqual([
      'a.md:4:1 unexpected-command-output The page says something else here than what `cat data/a.txt` prints: two',
    ])
    expect(await findingsOf(block('$ cat data/a.txt\none'))).toEqual([
      'a.md:3:1 unexpected-command-output The page ends here, but what `cat data/a.txt` prints goes on: two',
    ])
    expect(await findingsOf(block('$ true\none\n$ echo 1'))).toEqual([
      'a.md:3:1 unexpected-command-output The page goes on here, but what `true` prints has ended.',
      'a.md:4:3 unexpected-command-output The page ends here, but what `echo 1` prints goes on: 1',
    ])
  })

  it('are wrong if one ends with another status; the rest of its block is not run then', async () => {
    const { results, findings } = await run({
      'a.md': `${block('$ echo 1\n1\n$ cat nothing.txt\n$ echo 2')}\n${block('$ echo 3\n3')}\n${block('$ (exit 3)')}`,
    })
    expect(findings).toEqual([
      'a.md:4:3 command-failed `cat nothing.txt` ended with status 1.',
      'a.md:14:3 command-failed `(exit 3)` ended with status 3.',
    ])
    expect(results[0]?.diagnostics[0]?.detail).toMatch(/nothing\.txt/)
    expect(results).toMatchObject([{ total: 5, held: 2 }])
  })

  it('end with the status that their block says, the last of them', async () => {
    expect(await findingsOf(block('$ echo 1\n1\n$ exit 4', 'sh {exit=4}'))).toEqual([])
    expect(await findingsOf(block('$ false\n$ true', 'sh {exit=1}'))).toEqual([
      'a.md:2:3 command-failed `false` ended with status 1.',
    ])
    expect(await findingsOf(block('$ true', 'sh {exit=1}'))).toEqual([
      'a.md:2:3 command-failed `true` ended with status 0, not 1.',
    ])
    expect(await findingsOf(block('$ exit\n$ true'))).toEqual([
      'a.md:2:3 command-failed `exit` ended the shell, so what follows cannot run.',
    ])
    expect(await findingsOf(block('$ kill -9 $$'))).toEqual([
      'a.md:2:3 command-failed `kill -9 $$` ended with status 137.',
    ])
  })

  it('reports a command that a shell cannot read, and attributes that cannot be read', async () => {
    expect(await findingsOf(block("$ echo 'a\n$ echo b\nb"))).toEqual([
      "a.md:2:3 command-failed `echo 'a` ended with status 2.",
    ])
    expect(await findingsOf(block('$ true', 'sh {exit=never timeout=soon}'))).toEqual([
      'a.md:1:8 invalid-attribute `exit=` is a number, not never.',
      'a.md:1:19 invalid-attribute `timeout=` is a time such as 500ms, 5s or 1m, not soon.',
    ])
  })

  it('share folder and variables within a block, and files within a page, hidden blocks included', async () => {
    const first = block('$ cd data\n$ export NAME=x; cat a.txt\none\ntwo\n$ echo $NAME > b.txt')
    const second = block('$ cat data/b.txt\nx\n$ echo "<$NAME>"\n<>')
    const hidden = `<!--\n${block('$ echo y >> data/b.txt')}-->\n`
    const third = block('$ cat data/b.txt\nx\ny')
    const { project, results, findings } = await run({
      'a.md': [first, second, hidden, third].join('\n'),
      'b.md': block('$ ls data\na.txt'),
    })
    expect(findings).toEqual([])
    expect(results.map(({ held }) => held)).toEqual([7, 1])
    expect(await readdir(join(project.root, 'data'))).toEqual(['a.txt'])
  })

  it('see the project as a clone of it, with its packages, and cannot change it', async () => {
    const { project, findings } = await run({
      'a.md': block(
        '$ pwd; echo "$PWD/data/a.txt" $HOME\n.\ndata/a.txt ~\n' +
          '$ rm -r data package.json; ls\na.md\nlib\nnode_modules\n' +
          '$ node -p "require.resolve(\'esbuild\') !== undefined"\ntrue\n$ cat',
      ),
      'lib/x.js': '',
    })
    expect(findings).toEqual([])
    expect(await project.read('data/a.txt')).toBe('one\ntwo\n')
  })

  it('see what git would give to a reader, and the pages as they were opened', async () => {
    const seen = '.gitignore\na.md\nlink.md\nnew.txt\nnode_modules'
    const text = `# Old\n\n${block(`$ ls -A\n${seen}\n$ head -n 1 a.md link.md\n==> a.md <==\n# New\n\n==> link.md <==\n# New`)}`
    const project = await temporaryProject({
      'a.md': text,
      '.gitignore': 'secret.txt\n',
      'secret.txt': '',
      'new.txt': '',
    })
    await symlink('a.md', join(project.root, 'link.md'))
    await runCommand('git', ['init', '-q'], project.root)
    const read = async () => text.replace('# Old', '# New')
    const fileSystem = Object.assign(new NodeFileSystem(project.root), { read })
    const config = { pages: ['a.md'], commands: {} }
    const opened = await openProject({ root: project.root, config, fileSystem })
    const results = await runCommands(opened, collectCommands(opened).pages)
    expect(results.flatMap(({ diagnostics }) => diagnostics)).toEqual([])
    expect(await project.read('a.md')).toBe(text)
  })

  it('find the packages of the project in the copy, where writing to them changes nothing', async () => {
    const project = await temporaryProject({
      'a.md': block(
        '$ node_modules/.bin/greet\nHello from packages/own/greet.js\n' +
          '$ echo > node_modules/@scope/own/new.txt; ls node_modules node_modules/@scope/own packages/own',
      ),
      'packages/own/greet.js': "#!/usr/bin/env node\nconsole.log('Hello from', process.argv[1] && __filename)\n",
    })
    await chmod(join(project.root, 'packages/own/greet.js'), 0o755)
    await rm(join(project.root, 'node_modules'))
    for (const folder of ['@scope', '.bin', '.cache', 'other']) {
      await mkdir(join(project.root, 'node_modules', folder), { recursive: true })
    }
    await symlink('../../packages/own', join(project.root, 'node_modules/@scope/own'))
    await symlink('../@scope/own/greet.js', join(project.root, 'node_modules/.bin/greet'))
    const opened = await openProject({ root: project.root, config: { commands: {} } })
    const [result] = await runCommands(opened, collectCommands(opened).pages)
    expect(result?.outputs.map(({ lines }) => lines)).toEqual([
      ['Hello from packages/own/greet.js'],
      [
        ...['node_modules:', '@scope', 'other', ''],
        ...['node_modules/@scope/own:', 'greet.js', 'new.txt', ''],
        ...['packages/own:', 'greet.js', 'new.txt'],
      ],
    ])
    expect(await readdir(join(project.root, 'packages/own'))).toEqual(['greet.js'])
  })

  it('may print what a placeholder stands for', async () => {
    const examples = { include: [], placeholders: { number: '[0-9]+' } }
    const text = block('$ echo id-$((6*7)); echo 1\nid-<any:number>\n2\n$ echo x\n<any:other>')
    const project = await temporaryProject({ 'a.md': text })
    const opened = await openProject({ root: project.root, config: { examples, commands: {} } })
    const { pages, diagnostics } = collectCommands(opened)
    expect(diagnostics.map(({ message }) => message)).toEqual(['The placeholder `<any:other>` is not declared.'])
    const [result] = await runCommands(opened, pages)
    expect(result?.diagnostics.map(({ location }) => location?.start.line)).toEqual([3, 5])
    const [source] = opened.tangled.pages
    const updated = source && result && updateCommands(source, result, examples.placeholders)
    expect(updated?.text).toBe(text.replace('2\n', '1\n').replace('<any:other>', 'x'))
  })

  it('do not run if the configuration excepts them, and are listed', async () => {
    const text = block('$ echo no && false\nanything\n$ echo   no; false\n$ echo \\\n no\n$ echo nothing\nnothing')
    const { results, findings } = await run({ 'a.md': text }, { except: ['echo no'] })
    expect(findings).toEqual([])
    expect(results[0]).toMatchObject({ total: 1, held: 1 })
    expect(results[0]?.page.excepted.map((command) => command.text)).toEqual([
      'echo no && false',
      'echo   no; false',
      'echo \\\n no',
    ])
  })

  it('end with everything that they started when their time is over', async () => {
    const waiting = '$ sleep 600 & echo $!; wait'
    const { results, findings } = await run({ 'a.md': block(waiting, 'sh {timeout=300ms}') })
    expect(findings).toEqual([`a.md:2:3 timeout \`${waiting.slice(2)}\` did not end within 300 ms and was stopped.`])
    const pid = Number(results[0]?.diagnostics[0]?.detail)
    expect(pid).toBeGreaterThan(0)
    await expect.poll(() => isRunning(pid)).toBe(false)
    expect(await findingsOf(block('$ sleep 600', 'sh'), { timeout: 200 })).toEqual([
      'a.md:2:3 timeout `sleep 600` did not end within 200 ms and was stopped.',
    ])
  })

  it('end what they left in the background when their block ends', async () => {
    const { results } = await run({ 'a.md': block('$ sleep 600 & echo $!') })
    const pid = Number(results[0]?.outputs[0]?.lines[0])
    expect(pid).toBeGreaterThan(0)
    await expect.poll(() => isRunning(pid)).toBe(false)
  })

  it('stop when they print without an end', async () => {
    expect(await findingsOf(block('$ yes'))).toEqual([
      'a.md:2:3 command-failed `yes` printed more than 10 MB and was stopped.',
    ])
  })

  it('are not there without `commands` in the configuration', async () => {
    const project = await temporaryProject({ 'a.md': block('$ false') })
    expect(collectCommands(await openProject({ root: project.root, config: {} })).pages).toEqual([])
  })
})

describe.concurrent('an update of commands', () => {
  async function update(text: string) {
    const { opened, results } = await run({ 'a.md': text })
    const [result] = results
    const [source] = opened.tangled.pages
    if (!result || !source) throw new Error('nothing was run')
    return updateCommands(source, result)
  }

  it('replaces what differs and keeps every other byte', async () => {
    const page =
      '\uFEFF# Page  \r\n\r\n- item\r\n\r\n  ````sh\r\n  $ cat data/a.txt  \r\n  old\r\n\r\n  $ echo 1\r\n  1\r\n  $ echo 2\r\n  ````\r\n\r\n' +
      '> ~~~console\r\n> $ printf "a\\n\\n\\`\\`\\`\\n"\r\n> b\r\n> ~~~\r\n\r\nEnd'
    const updated = await update(page)
    const expected = page
      .replace('  old\r\n', '  one\r\n  two\r\n')
      .replace('$ echo 2\r\n', '$ echo 2\r\n  2\r\n')
      .replace('> b\r\n', '> a\r\n>\r\n> ```\r\n')
    expect(updated?.text).toBe(expected)
    expect(updated?.remaining).toEqual([])
    expect(updated?.differences.map((change) => change.text)).toEqual([
      '- old\n+ one\n+ two',
      '+ 2',
      '- b\n+ a\n+\n+ ```',
    ])
    expect(await update(expected)).toBeUndefined()
  })

  it('makes a fence longer if the output would close it', async () => {
    const page = `${block("$ printf '```\\n'\n$ echo")}\n${block('$ echo 1')}`
    const updated = await update(page)
    expect(updated?.text).toBe(
      `\`\`\`\`console\n$ printf '\`\`\`\\n'\n\`\`\`\n$ echo\n\`\`\`\`\n\n${block('$ echo 1\n1')}`,
    )
    expect(await update(updated?.text ?? '')).toBeUndefined()
  })

  it('leaves out what a terminal block cannot show', async () => {
    const updated = await update(block("$ echo '$ ls'\n$ echo 1"))
    expect(updated?.text).toBe(block("$ echo '$ ls'\n$ echo 1\n1"))
    expect(updated?.remaining).toMatchObject([{ code: 'unexpected-command-output' }])
    expect(updated?.remaining[0]?.hint).toMatch(/cannot show/)
  })

  it('writes what held beside a command that failed, and says what was left out', async () => {
    const failing = block('$ echo 2\n$ false\n$ echo 3')
    const updated = await update(`${block('$ echo 1')}\n${failing}`)
    expect(updated?.text).toBe(`${block('$ echo 1\n1')}\n${failing.replace('$ echo 2\n', '$ echo 2\n2\n')}`)
    expect(updated?.remaining).toMatchObject([{ code: 'command-failed' }])
    expect(updated?.remaining[0]?.related).toMatchObject([{ message: 'not run after that' }])
  })
})

const config = `export default {
  pages: ['*.md'], examples: { include: ['out/*.js'] }, commands: { except: ['npm ci'], timeout: 60_000 },
}
`
const files = {
  'package.json': '{ "type": "module" }',
  'tangle.config.ts': config,
  'a.md': `${block("console.log('x')", 'js {file=out/x.js}')}\n${block('x', 'text {output=x}')}\n${block('$ echo 1\n1\n\n$ npm ci')}`,
  'b.md': `${block("console.log('y')", 'js {file=out/y.js}')}\n${block('$ echo 2\n2')}`,
}

describe.concurrent('tangle run', () => {
  it('runs examples and then commands, prints the same each time, and chooses by name or page', async () => {
    const project = await temporaryProject(files)
    expect(await project.tangle('run')).toEqual({
      exitCode: 0,
      stdout: '✓ x\n✓ y\n✓ a.md  1 command\n- a.md  not run: npm ci\n✓ b.md  1 command\n',
      stderr: '2 examples and 2 commands held, 0 did not\n',
    })
    expect(await project.tangle('run', 'y')).toMatchObject({ stdout: '✓ y\n', stderr: '1 example held, 0 did not\n' })
    expect(await project.tangle('run', './b.md')).toMatchObject({ stdout: '✓ y\n✓ b.md  1 command\n' })
    expect(await project.tangle('run', 'c.md')).toMatchObject({
      exitCode: 2,
      stderr: 'tangle: There is no example or page c.md. Did you mean a.md?\nTry `tangle --help`.\n',
    })
  })

  it('writes what came out of examples and of commands into one page', async () => {
    const project = await temporaryProject(files)
    const stale = files['a.md'].replace('\nx\n', '\n0\n0\n').replace('\n1\n', '\n0\n')
    await project.write('a.md', stale)
    const failed = await project.tangle('run', 'a.md')
    expect(failed).toMatchObject({ exitCode: 1, stderr: '2 errors\n0 examples and 0 commands held, 2 did not\n' })
    expect(failed.stdout).toContain('a.md:12:1 error unexpected-command-output')
    const updated = await project.tangle('run', '--update')
    expect(updated.stdout).toContain('updated a.md:9:1\n- 0\n+ 1\n')
    expect(updated.exitCode).toBe(0)
    expect(await project.read('a.md')).toBe(files['a.md'])
    expect(await project.tangleWith({ CI: '1' }, 'run', '--update')).toMatchObject({ exitCode: 2 })
  })

  it('runs the copy of the toolchain from a page, without running the page again', async () => {
    const project = await temporaryProject({
      ...files,
      'c.md': block(
        '$ tangle run\n✓ x\n✓ y\n- commands  skipped: this run is itself a command of a page\n2 examples held, 0 did not',
      ),
    })
    expect(await project.tangle('run', 'c.md')).toMatchObject({ exitCode: 0, stdout: '✓ c.md  1 command\n' })
  })
})
