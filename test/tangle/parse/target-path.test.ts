import { describe, expect, it } from 'vitest'
import { parseFileMode } from '../../../tangle/parse/file-mode.ts'
import { normalizeTargetPath, targetPathProblem } from '../../../tangle/parse/target-path.ts'

const codeOf = (path: string) => targetPathProblem(normalizeTargetPath(path))?.code

describe('the path of a target', () => {
  it.each([
    'x.ts',
    'a/b/c.txt',
    './x.ts',
    'a/../x.ts',
    'file with spaces.txt',
    'é/日本語.ts',
    '👩‍💻.txt',
    '.github/workflows/ci.yml',
    '.gitignore',
    '.gitattributes',
    'git/x.ts',
    'digit~1',
    // Names, and nothing else: JavaScript knows them as something special.
    '__proto__',
    'constructor',
    'a/toString',
    'console.log',
    'auxiliary.ts',
    'com.ts',
    'com10',
    'lpt',
    'nullable.ts',
    'docs/tangle.config.ts.md',
    'examples/tangle.config.ts',
    'examples/tangle.ledger',
    `${'a'.repeat(252)}.ts`,
  ])('may be %s', (path) => {
    expect(targetPathProblem(normalizeTargetPath(path))).toBeUndefined()
  })

  it.each([
    '../x.ts',
    '..',
    'a/../../x.ts',
    '..\\x.ts',
    'a\\..\\..\\x.ts',
    '/etc/passwd',
    '//server/share/x',
    '\\\\server\\share\\x',
    '\\\\?\\C:\\x',
    'C:\\x.ts',
    'c:/x.ts',
    'C:x.ts',
  ])('does not lead outside as %s', (path) => {
    expect(codeOf(path)).toBe('path-outside-project')
  })

  it.each([
    '.git/hooks/pre-commit',
    '.git',
    '.GIT/config',
    '.Git./config',
    '.git /config',
    'git~1/config',
    'GIT~2/config',
    // Some disks pass over characters without a width, or hold another form of the same letters.
    '.g\u200cit/config',
    '.gi\u2060t/config',
    '\uFF0Egit/config',
    'sub/module/.git/config',
    'a/../.git/config',
  ])('is none of the repository: %s', (path) => {
    expect(codeOf(path)).toBe('path-outside-project')
  })

  it.each([
    ['', 'is empty'],
    ['.', 'is empty'],
    ['CON', 'device'],
    ['nul', 'device'],
    ['NUL.txt', 'device'],
    ['aux.tar.gz', 'device'],
    ['a/prn /x', 'device'],
    ['COM1', 'device'],
    ['com1.log', 'device'],
    ['lpt9', 'device'],
    ['COM¹', 'device'],
    ['CONIN$', 'device'],
    ['x.ts.', 'a dot or a space'],
    ['x.ts ', 'a dot or a space'],
    ['a./x', 'a dot or a space'],
    ['...', 'a dot or a space'],
    ['x.ts:stream', 'a colon'],
    ['.git/x::$INDEX_ALLOCATION', "the repository's own data"],
    ['a\0.ts', 'control characters'],
    ['a\n.ts', 'control characters'],
    ['a\x7f.ts', 'control characters'],
    ['a\u202Est.exe', 'control characters'],
    ['a\uD800.ts', 'control characters'],
    ['node_modules/x/index.js', 'installed packages'],
    ['a/Node_Modules/x/index.js', 'installed packages'],
    ['tangle.config.ts', 'how the toolchain works'],
    ['TANGLE.CONFIG.JSON', 'how the toolchain works'],
    ['tangle.ledger', 'how the toolchain works'],
    ['.tangle/journal', 'how the toolchain works'],
    ['entangled.toml', 'how the toolchain works'],
    [`${'a'.repeat(256)}`, 'more than 255 bytes'],
    [`a/${'é'.repeat(128)}/x`, 'more than 255 bytes'],
  ])('is refused as %j: %s', (path, why) => {
    expect(targetPathProblem(normalizeTargetPath(path))?.message).toContain(why)
  })

  it('is shown without what would garble a terminal', () => {
    expect(targetPathProblem('a\x1b[31m.ts')?.message).toBe('The path a\uFFFD[31m.ts has control characters.')
    expect(targetPathProblem(`${'x/'.repeat(500)}nul`)?.message.length).toBeLessThan(200)
  })
})

describe('the mode of a file', () => {
  it.each([
    ['755', 0o755],
    ['0644', 0o644],
    ['0o700', 0o700],
    ['400', 0o400],
  ])('is %s', (value, mode) => {
    expect(parseFileMode(value)).toBe(mode)
  })

  // With bits that make a program run as somebody else, or without the one to read it back.
  it.each(['rwx', '+x', '', '7', '999', '4755', '1777', '000', '333', '0x1ff', '75 5'])('is not %j', (value) => {
    expect(parseFileMode(value)).toBeUndefined()
  })
})
