import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import sdk from '../package.json' with { type: 'json' }
import { commentOf } from '../scripts/api-reference/comments.ts'
import { findUnexplained } from '../scripts/api-reference/find-unexplained.ts'
import { findUnprovenDefaults } from '../scripts/api-reference/find-unproven-defaults.ts'
import { API_FOLDER, renderApiPages } from '../scripts/api-reference/index.ts'
import { type Api, entryPoints, openApi, type PublicName } from '../scripts/api-reference/open-api.ts'
import tangle from '../tangle/package.json' with { type: 'json' }
import { openProject } from '../tangle/project/project.ts'
import { defaultLimits } from '../tangle/resolve/expansion-limits.ts'
import { root } from './run-example-under-host.ts'

const api = openApi(root)
const pages = await renderApiPages(root)

test('the pages of the reference say what the sources say: else `npm run reference` writes them', async () => {
  const names = (await readdir(join(root, API_FOLDER))).map((name) => `${API_FOLDER}/${name}`)
  expect(names.sort()).toEqual([...pages.keys()].sort())
  for (const [path, text] of pages) expect(await readFile(join(root, path), 'utf8'), path).toBe(text)
  const all = [...pages.values()].join('\n')
  const headings = new Set([...all.matchAll(/^#+ `(\w+)(?:\(\))?`$/gm)].map(([, name]) => name))
  const missing = [...api.names.values()].filter(({ name }) => !headings.has(name))
  expect(missing.map(({ name }) => name)).toEqual([])
})

test('the reference reads each entry point of both packages', () => {
  const specifiers = [sdk, tangle].flatMap(({ name, exports }) =>
    Object.entries(exports).flatMap(([path, target]) => (typeof target === 'string' ? [] : [name + path.slice(1)])),
  )
  expect(entryPoints.map(([specifier]) => specifier).sort()).toEqual(specifiers.sort())
})

function headOf(declaration: ts.Declaration): string {
  return /^[^{]*/.exec(declaration.getText())?.[0] ?? ''
}

/** The members of a name as the compiler has them: those that its own package declares for others to use. */
function membersOf({ symbol, declaration }: PublicName, { checker }: Api): string[] {
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  const own = ts.isClassDeclaration(declaration) ? checker.getExportsOfModule(symbol) : []
  const parts = type.isUnion() ? type.types : [type]
  return [...own, ...parts.flatMap((part) => checker.getPropertiesOfType(part))].flatMap((member) => {
    const [declared] = member.declarations ?? []
    if (!declared || declared.getSourceFile().isDeclarationFile || /^(?:__|#|prototype$)/.test(member.name)) return []
    const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected
    const flags = ts.getCombinedModifierFlags(declared)
    // A parent or an interface tells of what a class only carries out.
    const isCarriedOut = (flags & ts.ModifierFlags.Override) !== 0 || /\bimplements\b/.test(headOf(declaration))
    const isTold = isCarriedOut && ts.getJSDocCommentsAndTags(declared).length === 0
    const isHidden = (flags & hidden) !== 0 || /@internal/.test(declared.getFullText()) || isTold
    // It tells of what a class has from it as well, and each form of a union that has a name of its own members.
    const isElsewhere = ts.isClassDeclaration(declaration)
      ? declared.parent !== declaration
      : type.isUnion() && !declaration.getText().includes(declared.getText())
    return isHidden || isElsewhere ? [] : [member.name]
  })
}

test('the pages have each member of each name', () => {
  const sections = [...pages.values()].flatMap((text) => text.split(/^(?=#{2,4} `)/m))
  const missing = [...api.names.values()].flatMap((one) => {
    const own = sections.filter((text) => new RegExp(`^#+ \`${one.name}[\`.]`).test(text)).join('\n')
    return membersOf(one, api).flatMap((name) =>
      new RegExp(`[\`'. ]${name.replace('$', '\\$')}\\b`).test(own) ? [] : [`${one.name}.${name}`],
    )
  })
  expect(missing).toEqual([])
})

test('a default that is a number, a text or a truth value is the one that a source takes', async () => {
  const { proven, unproven } = await findUnprovenDefaults(api, await openProject({ root }))
  expect(proven).toBeGreaterThan(60)
  expect(unproven.map((line) => line.replace(/,.*/, ''))).toEqual([
    // Nothing that a configuration leaves out is reported.
    'BlocksConfig.incomplete: "ignore"',
    ...Object.entries({
      characters: defaultLimits.characters,
      depth: defaultLimits.depth,
      lines: defaultLimits.lines,
    }).map(([name, value]) => `LimitsConfig.${name}: ${value}`),
  ])
})

test('every public name, method, option and property says in its comment what it is', () => {
  expect(findUnexplained(api)).toEqual([])
})

test('an option that one part of a union forbids has the type of the part that takes it', () => {
  const lines = [...pages.values()].flatMap((text) => text.split('\n'))
  expect(lines.filter((line) => /^\| `[\w.?]+` \| `(?:undefined|never)` \|/.test(line))).toEqual([])
})

test('no explanation begins with `What`: its subject comes first', () => {
  const lines = [...pages].flatMap(([path, text]) => text.split('\n').map((line) => `${path}: ${line}`))
  expect(lines.filter((line) => /\.md: What |\| What [^|]*\|$/.test(line))).toEqual([])
})

test('a name and an option say since which version they are there, where their comment does', () => {
  const source = `
    /**
     * Waits.
     *
     * @since 0.2.0
     */
    export function wait(): void {}
    export interface Options {
      /** How long, in ms. @since 0.3.0 */
      readonly for?: number
    }`
  const { statements } = ts.createSourceFile('wait.ts', source, ts.ScriptTarget.Latest, true)
  const [wait, options] = statements
  expect(wait && commentOf(wait).about).toBe('Waits.\n\nSince 0.2.0.')
  const [option] = options && ts.isInterfaceDeclaration(options) ? options.members : []
  expect(option && commentOf(option).inShort).toBe('How long, in ms. Since 0.3.0.')
})
