import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openProject } from '../../../tangle/project/project.ts'
import { temporaryProject } from '../temporary-project.ts'

const page = (imports: string, path = 'src/a.ts') =>
  `\`\`\`ts {file=${path}}\nconsole.log(1)\n<<later>>\n\`\`\`\n\n\`\`\`ts {#later}\n${imports}\nconsole.log(2)\n\`\`\`\n`

const verbatim = '{ "compilerOptions": { "verbatimModuleSyntax": true } }'
const program = '\nconsole.log(1)\nconsole.log(2)\n'

/** The text of the target. */
async function targetOf(files: Record<string, string>): Promise<string | undefined> {
  const { root } = await temporaryProject({ 'tangle.config.json': '{}', ...files })
  return (await openProject({ root })).tangled.targets[0]?.text
}

describe('under verbatimModuleSyntax', () => {
  it.each([
    ['an import of which no name is used', "import { x } from './x'", "import './x'\n"],
    ['one that may be of types only', "import { type X } from './x'", "import './x'\n"],
    ['none of types', "import type { X } from './x'", 'export {}\n'],
    ['one for two of a module', "import { x } from './x'\nimport y from './x'", "import './x'\n"],
    ['no second one for an effect', "import './x'\nimport { x } from './x'", "import './x'\n"],
  ])('stays %s', async (_, imports, head) => {
    expect(await targetOf({ 'a.md': page(imports), 'tsconfig.json': verbatim })).toBe(head + program)
  })

  it.each([
    ['the tsconfig next to the target says so', { 'tsconfig.json': '{}', 'src/tsconfig.json': verbatim }, './x'],
    ['one that it extends does', { 'tsconfig.json': '{ "extends": "./base.json" }', 'base.json': verbatim }, './x'],
    [
      'the one of the configuration does',
      { 'other.json': verbatim, 'tangle.config.json': '{ "types": { "tsconfig": "other.json" } }' },
      './x',
    ],
    ['none does', { 'tsconfig.json': '{}' }, undefined],
    ['it cannot be read', { 'tsconfig.json': '{' }, undefined],
  ])('counts if %s', async (_, files, source) => {
    const head = source === undefined ? 'export {}\n' : `import '${source}'\n`
    expect(await targetOf({ 'a.md': page("import { x } from './x'"), ...files })).toBe(head + program)
  })

  it.skipIf(process.platform === 'win32')('counts for nothing where the tsconfig never ends', async () => {
    const { root } = await temporaryProject({ 'a.md': page("import { x } from './x'"), 'tangle.config.json': '{}' })
    await symlink('/dev/zero', join(root, 'tsconfig.json'))
    expect((await openProject({ root })).tangled.targets[0]?.text).toBe(`export {}\n${program}`)
  })
})
