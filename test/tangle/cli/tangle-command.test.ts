import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand, temporaryProject } from '../temporary-project.ts'

const fence = (attributes: string, text: string) => `\`\`\`{.txt ${attributes}}\n${text}\n\`\`\`\n`

const files = {
  'docs/a.md': `${fence('file=out/a.txt', '<<shared>>\na')}\n${fence('#shared', 'shared')}`,
  'docs/b.md': `${fence('file=out/b.txt', '<<shared>>\nb')}`,
  'docs/more/c.md': `${fence('file=out/c.txt', 'c')}`,
}

describe.concurrent('tangle --dry-run', () => {
  it('prints a patch that git takes, and that makes what tangle makes', async () => {
    const project = await temporaryProject({
      ...files,
      'docs/d.md': fence('file=out/d.txt', 'd') + fence('file=out/mode.sh mode=755', 'x'),
    })
    await project.tangle()
    await project.edit('docs/a.md', '\na\n', '\na\nmore\n')
    await project.write('docs/d.md', fence('file="out/new file.txt" mode=755', 'new') + fence('file=out/mode.sh', 'x'))
    const ledger = await project.read('tangle.ledger')
    const dry = await project.tangle('--dry-run')
    expect(dry).toMatchObject({ exitCode: 0, stderr: '' })
    expect(dry.stdout).toContain('--- a/out/a.txt\n+++ b/out/a.txt\n@@ -1,2 +1,3 @@\n shared\n a\n+more\n')
    expect(dry.stdout).toContain('deleted file mode 100644\n--- a/out/d.txt\n+++ /dev/null\n')
    expect(dry.stdout).toContain('new file mode 100755\n--- /dev/null\n+++ ')
    expect(await project.read('tangle.ledger')).toBe(ledger)
    expect(await project.read('out/a.txt')).toBe('shared\na\n')

    await project.write('../dry.patch', dry.stdout)
    expect(await runCommand('git', ['apply', '../dry.patch'], project.root)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(existsSync(join(project.root, 'out/d.txt'))).toBe(false)
    expect((await stat(join(project.root, 'out/new file.txt'))).mode & 0o777).toBe(0o755)
    // After the patch there is nothing left to write but the ledger.
    expect(await project.tangle('--dry-run')).toMatchObject({ exitCode: 0, stdout: '' })
    expect(await project.tangle()).toMatchObject({ exitCode: 0, stdout: '5 targets unchanged\n' })
  })

  it('reports conflicts beside the difference, and exits with 1', async () => {
    const project = await temporaryProject(files)
    await project.tangle()
    await project.write('out/a.txt', 'mine\n')
    await project.edit('docs/b.md', '\nb\n', '\nnew b\n')
    const dry = await project.tangle('--dry-run')
    expect(dry.exitCode).toBe(1)
    expect(dry.stdout).toContain('error conflict out/a.txt was edited by hand')
    expect(dry.stdout).toContain('+new b')
    expect(dry.stderr).toBe('1 error\nNothing was written, and would be only with --keep-going.\n')
  })
})

describe.concurrent('tangle --keep-going', () => {
  it('writes the targets that no error touches, and leaves the others and their lines of the ledger alone', async () => {
    const project = await temporaryProject(files)
    await project.tangle()
    const ledger = await project.read('tangle.ledger')
    await project.edit('docs/b.md', 'b\n', '<<nobody>>\n')
    await project.edit('docs/more/c.md', 'c\n', 'new c\n')
    expect(await project.tangle()).toMatchObject({ exitCode: 1, stderr: '1 error\nNothing was written.\n' })
    expect(await project.read('out/c.txt')).toBe('c\n')
    const result = await project.tangle('--keep-going')
    expect(result).toMatchObject({ exitCode: 1, stderr: '1 error\n' })
    expect(result.stdout).toContain('error undefined-name')
    expect(result.stdout).toMatch(/\nupdated out\/c\.txt\n$/)
    expect(await project.read('out/b.txt')).toBe('shared\nb\n')
    const lines = (text: string) => text.split('\n').filter((line) => !line.endsWith('out/c.txt'))
    expect(lines(await project.read('tangle.ledger'))).toEqual(lines(ledger))
  })

  it('takes no file for an orphan whose block an error hides', async () => {
    const project = await temporaryProject(files)
    await project.tangle()
    // The unclosed block swallows the one behind it.
    await project.write('docs/more/c.md', `\`\`\`{.txt #open}\nx\n\n${files['docs/more/c.md'].replace(/```\n$/, '')}`)
    const result = await project.tangle('--keep-going')
    expect(result.exitCode).toBe(1)
    expect(result.stdout).toContain('error unclosed-fence')
    expect(await project.read('out/c.txt')).toBe('c\n')
    expect(await project.read('tangle.ledger')).toContain('out/c.txt')
  })

  it('does not write a target that lost a part on a page that cannot be read', async () => {
    const project = await temporaryProject(files)
    await project.write('docs/e.md', fence('#shared', 'more'))
    await project.tangle()
    expect(await project.read('out/a.txt')).toBe('shared\nmore\na\n')
    await project.write('docs/e.md', fence('#shared #other', 'more'))
    await project.edit('docs/more/c.md', 'c\n', 'new c\n')
    const result = await project.tangle('--keep-going')
    expect(result.stdout).toMatch(/\nupdated out\/c\.txt\n$/)
    expect(await project.read('out/a.txt')).toBe('shared\nmore\na\n')
  })

  it('goes on behind a conflict and behind a file that cannot be written', async () => {
    const project = await temporaryProject(files)
    await project.write('out/a.txt', 'mine\n')
    await project.write('out/b.txt/in-the-way', '')
    const result = await project.tangle('--keep-going')
    expect(result).toMatchObject({ exitCode: 1, stderr: '2 errors\n' })
    expect(result.stdout).toContain('docs/a.md:1:10 error conflict out/a.txt exists already')
    expect(result.stdout).toContain('docs/b.md:1:10 error unusable-path out/b.txt cannot be read: it is a folder')
    expect(result.stdout).toMatch(/\ncreated out\/c\.txt\n$/)
    expect(await project.read('out/a.txt')).toBe('mine\n')
  })
})

describe.concurrent('tangle PAGES', () => {
  it('writes the targets that contain a block of these pages, and leaves orphans alone', async () => {
    const project = await temporaryProject(files)
    expect(await project.tangle('docs/more')).toMatchObject({ exitCode: 0, stdout: 'created out/c.txt\n' })
    // Both contain a block of this page.
    expect((await project.tangle('docs/a.md')).stdout).toBe('created out/a.txt\ncreated out/b.txt\n')
    await project.write('docs/more/c.md', '')
    expect((await project.tangle(join(project.root, 'docs/b.md'))).stdout).toBe('1 target unchanged\n')
    expect(existsSync(join(project.root, 'out/c.txt'))).toBe(true)
    expect((await project.tangle('docs/more/c.md')).stdout).toBe('No target contains a block of these pages.\n')
    expect((await project.tangle()).stdout).toBe('removed out/c.txt\n2 targets unchanged\n')
  })

  it('does not mind errors elsewhere, but those that touch what it writes', async () => {
    const project = await temporaryProject(files)
    await project.edit('docs/b.md', 'b\n', '<<nobody>>\n')
    expect(await project.tangle('docs/more/c.md')).toMatchObject({ exitCode: 0, stdout: 'created out/c.txt\n' })
    expect((await project.tangle('docs/a.md')).stdout).toContain('docs/b.md:3:1 error undefined-name')
    expect(existsSync(join(project.root, 'out/a.txt'))).toBe(false)
  })

  it('says which page was meant', async () => {
    const project = await temporaryProject(files)
    expect(await project.tangle('docs/d.md')).toMatchObject({
      exitCode: 2,
      stderr: 'tangle: docs/d.md is no page of this project. Did you mean docs/a.md?\nTry `tangle --help`.\n',
    })
  })
})

describe.concurrent('a page from anyone', () => {
  it('cannot overwrite a page, the configuration or the ledger', async () => {
    const project = await temporaryProject({
      'a.md': [
        fence('file=b.md', 'x'),
        fence('file=tangle.config.json', '{}'),
        fence('file=my.config.json', '{}'),
        fence('file=tangle.ledger', 'x'),
      ].join('\n'),
      'b.md': 'A page.\n',
      'my.config.json': '{ "pages": ["*.md"] }',
    })
    const { exitCode, stdout } = await project.tangle('--keep-going', '--config', 'my.config.json')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('a.md:5:10 error unusable-path')
    expect(stdout).toContain('a.md:13:10 error unusable-path')
    expect(await project.read('b.md')).toBe('A page.\n')
    expect(await project.read('my.config.json')).toBe('{ "pages": ["*.md"] }')
    await project.edit('a.md', 'file=tangle.config.json', '#x')
    await project.edit('a.md', 'file=tangle.ledger', '#y')
    const second = await project.tangle('--config', 'my.config.json')
    expect(second.stdout).toContain('a.md:1:10 error unusable-path The target b.md is a page.')
    expect(second.stdout).toContain('a.md:9:10 error unusable-path The target my.config.json is the configuration.')
  })

  it('is never executed by tangle, check, list or locate', async () => {
    const program = "require('fs').writeFileSync('executed', '')"
    const project = await temporaryProject({
      'a.md': [
        `\`\`\`{.js file=out/x.js}\n${program}\n\`\`\``,
        `\`\`\`{.ts file=out/tsconfig.json}\n{ "compilerOptions": { "plugins": [{ "name": "../x.js" }] } }\n\`\`\``,
        `\`\`\`sh\n$ node -e "${program}"\n\`\`\``,
        `---\nonload: !!js/function 'function () { ${program} }'\n---`,
      ].join('\n\n'),
      'package.json': '{ "type": "commonjs" }',
    })
    for (const args of [[], ['check'], ['list'], ['locate', 'a.md:2'], ['--dry-run']]) await project.tangle(...args)
    expect(existsSync(join(project.root, 'out/x.js'))).toBe(true)
    expect(existsSync(join(project.root, 'executed'))).toBe(false)
    expect(existsSync(join(project.root, 'out/executed'))).toBe(false)
  })

  it('that is not UTF-8 is reported in a line', async () => {
    const project = await temporaryProject({ 'b.md': '' })
    await (await import('node:fs/promises')).writeFile(join(project.root, 'a.md'), new Uint8Array([0xff, 0xfe, 0]))
    expect(await project.tangle()).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('a.md:1:1 error disk-error a.md is not UTF-8.'),
      stderr: '1 error\nNothing was written.\n',
    })
  })

  it('that is not UTF-8 leaves the others to be checked', async () => {
    const project = await temporaryProject({ 'b.md': '[nowhere](./nowhere.md)\n' })
    await (await import('node:fs/promises')).writeFile(join(project.root, 'a.md'), new Uint8Array([0xff, 0xfe, 0]))
    const { stdout } = await project.tangle('check')
    expect(stdout).toContain('a.md:1:1 error disk-error a.md is not UTF-8.')
    expect(stdout).toContain('ignore')
    expect(stdout).toContain('b.md:1:11 error broken-link')
  })
})
