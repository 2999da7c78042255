import { describe, expect, it } from 'vitest'
import { checkTypes } from '../../../../tangle/check/types/check-types.ts'
import { groupUnknownNames } from '../../../../tangle/check/types/unknown-names.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { temporaryProject } from '../../temporary-project.ts'
import { compilers } from './compilers.ts'

const tsconfig = JSON.stringify({
  compilerOptions: { strict: true, module: 'preserve', moduleDetection: 'force', lib: ['esnext', 'dom'], types: [] },
})

// Each with a name that is like one from somewhere else.
const slips = {
  'its own': 'const total = 1\nexport const a = totl',
  'its own, of a type': 'interface Total {}\nexport const a: Totall = {}',
  'the language': 'export const a = new Aray()',
  'a type of the language': 'export const a: Recrd = {}',
  'a type that nobody declares': 'export const a: strng = 1',
  'a namespace of the language': 'export const a: Int.Collator = 1',
  'the browser': 'export const a = docment',
  'a shorthand': 'const total = 1\nexport const a = { totl, total }',
  'a script of the project': "import './script.ts'\nexport const a = handedOvr",
  'an augmentation': "import './augmentation.ts'\nexport const a = addedToEverybdy",
  'JavaScript that declares by use': "import './used.js'\nexport const a = declaredByUs",
}
const files = {
  'script.ts': 'var one = 1,\n  handedOver = 2\n',
  'augmentation.ts': 'export {}\ndeclare global {\n  const addedToEverybody: number\n}\n',
  'used.js': 'export {}\ndeclaredByUse.member = 1\n',
}

describe.each(compilers.map((compiler) => [compiler.version, compiler] as const))(
  'an unknown name, TypeScript %s',
  (_, compiler) => {
    it('has the near one that it has alone, however many others are unknown', async () => {
      const options = tsconfig.replace(
        '{"strict"',
        '{"allowJs":true,"allowImportingTsExtensions":true,"noEmit":true,"strict"',
      )
      const unlike = Array.from({ length: 12 }, (_, at) => `zqxwjvk${at}zqxwjvk`)
      const check = async (targets: readonly string[]) => {
        const page = targets.map((code, at) => `\`\`\`ts {file=x${at}.ts}\n${code}\n\`\`\`\n`).join('\n')
        const { root } = await temporaryProject({ ...files, 'a.md': page, 'tsconfig.json': options })
        const project = await openProject({ root })
        return checkTypes(project, project.tangled.targets, { compiler }).map(({ message }) => message)
      }
      const together = await check([`export const all = [${unlike}]`, ...Object.values(slips)])
      const alone: string[] = []
      for (const code of Object.values(slips)) alone.push(...(await check([code])))
      expect(together.slice(unlike.length)).toEqual(alone)
      expect(alone).toHaveLength(Object.keys(slips).length)
    })
  },
)

describe('files that are asked about again', () => {
  const texts: Record<string, string> = { 'a.ts': 'unlike'.repeat(12), 'b.ts': 'const total = totl', 'c.ts': 'qqqqq' }
  const error = (path: string, name: string, code = 2304) => {
    const start = texts[path]?.indexOf(name) ?? 0
    return { path, start, length: name.length, code, text: '', related: [] }
  }
  const sources = { textOf: (path: string) => texts[path] ?? '', globalNames: () => ['Array'] }
  const ten = Array.from({ length: 10 }, () => error('a.ts', 'unlike'))

  it.each([
    ['none, if the compiler had looked for all names', [...ten.slice(1), error('b.ts', 'totl')], []],
    ['those with a name that is like another', [...ten, error('b.ts', 'totl'), error('c.ts', 'qqqqq')], [['b.ts']]],
    ['none that has its near name', [...ten, error('b.ts', 'totl', 2552)], []],
  ])('are %s', (_, errors, groups) => expect(groupUnknownNames(errors, sources)).toEqual(groups))
})
