import { isBuiltin } from 'node:module'
import type { BlockReport, BlockState } from '../model/block-report.ts'
import { formatLocation } from '../model/location.ts'
import type { FindPresence, PackagePresence } from '../model/package-presence.ts'
import { count } from './format-diagnostics.ts'

/** How often something was seen, most often first. */
export interface Frequency {
  readonly name: string
  readonly blocks: readonly BlockReport[]
}

/** Names that nothing declares, or modules that are not installed, with the blocks that use them. */
export function frequencies(
  blocks: readonly BlockReport[],
  namesOf: (block: BlockReport) => readonly string[],
): Frequency[] {
  const found = new Map<string, BlockReport[]>()
  for (const block of blocks) {
    if (block.state === 'skipped' || block.state === 'past') continue
    for (const name of namesOf(block)) found.set(name, [...(found.get(name) ?? []), block])
  }
  const list = [...found].map(([name, users]) => ({ name, blocks: users }))
  return list.sort((a, b) => b.blocks.length - a.blocks.length || (a.name < b.name ? -1 : 1))
}

const words: Readonly<Record<BlockState, string>> = {
  complete: 'complete by themselves',
  'with-context': 'with earlier blocks or implied imports',
  incomplete: 'with names that no page declares',
  'not-installed': 'with packages that are not installed',
  mistaken: 'with findings',
  unreadable: 'that cannot be read',
  past: 'that show what was',
  parsed: 'only parsed',
  skipped: 'excepted',
}

/** `562 code blocks: 207 complete by themselves, 168 with …` */
export function formatCounts(blocks: readonly BlockReport[]): string {
  const parts = Object.entries(words).flatMap(([state, word]) => {
    const number = blocks.filter((block) => block.state === state).length
    return number === 0 ? [] : [`${number} ${word}`]
  })
  return `${count(blocks.length, 'code block')}: ${parts.join(', ')}`
}

/** How many hints a first screen has of each kind. */
const shownHints = 3

/** The few things that would complete most of the blocks that are not. */
export function formatHints(blocks: readonly BlockReport[], presenceOf: FindPresence): string[] {
  const hints: string[] = []
  const unknown = frequencies(blocks, (block) => block.unknown)
  const incomplete = blocks.filter(({ state }) => state === 'incomplete')
  if (incomplete.length > 0) {
    hints.push(
      `${incomplete.length} of ${count(blocks.length, 'block')} use names that no page declares: \`tangle check --incomplete\` lists them`,
    )
    const often = unknown.filter((one) => one.blocks.length > 2).slice(0, shownHints)
    if (often.length > 0) {
      const names = often.map(({ name, blocks: users }) => `\`${name}\` (${users.length})`).join(', ')
      hints.push(`a module that exports ${names}, named in \`blocks.prelude\`, would complete many of them`)
    }
  }
  const modules = frequencies(blocks, (block) => block.missingModules).filter(({ name }) => isInstallable(name))
  const withPresence = (presence: PackagePresence) =>
    modules.filter(({ name }) => presenceOf(packageOf(name)) === presence)
  const packages = withPresence('missing')
  if (packages.length > 0) {
    const names = [...new Set(packages.map(({ name }) => packageOf(name)))].slice(0, shownHints)
    const users = new Set(packages.flatMap((one) => one.blocks)).size
    hints.push(
      `${count(users, 'block')} ${users === 1 ? 'needs' : 'need'} packages that are not installed: \`npm install --save-dev ${names.join(' ')}\``,
    )
  }
  const parts = withPresence('installed')
  if (parts.length > 0) hints.push(`installed packages lack ${few(parts)}: perhaps another version of them is meant`)
  const unbuilt = withPresence('own')
  if (unbuilt.length > 0) {
    const users = new Set(unbuilt.flatMap((one) => one.blocks)).size
    const need = `${count(users, 'block')} ${users === 1 ? 'needs' : 'need'}`
    hints.push(`${need} ${few(unbuilt)} of this project, for which nothing is built yet: build your packages first`)
  }
  return hints
}

function few(modules: readonly Frequency[]): string {
  return modules
    .slice(0, shownHints)
    .map(({ name }) => `\`${name}\``)
    .join(', ')
}

function isInstallable(module: string): boolean {
  return platformTypes(module) !== undefined || /^(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*(?:\/|$)/.test(module)
}

/** The package of a module: `@a/b` of `@a/b/c`. Of what a platform brings along: that of its types. */
function packageOf(module: string): string {
  const named = () => module.split('/').slice(0, module.startsWith('@') ? 2 : 1)
  return platformTypes(module) ?? named().join('/')
}

/** The package with the types of a module that is part of a platform. */
function platformTypes(module: string): string | undefined {
  if (isBuiltin(module)) return '@types/node'
  if (module === 'bun' || module.startsWith('bun:')) return '@types/bun'
  return module.startsWith('cloudflare:') ? '@cloudflare/workers-types' : undefined
}

/** Every name that nothing declares and every module that is not there, with the places, and what to do. */
export function formatIncomplete(blocks: readonly BlockReport[], presenceOf: FindPresence): string {
  const unknown = frequencies(blocks, (block) => block.unknown)
  const modules = frequencies(blocks, (block) => block.missingModules)
  const lines = [
    ...unknown.flatMap((one) => [`\`${one.name}\` ${wayOut(one)}`, ...places(one)]),
    ...modules.flatMap((one) => [`module '${one.name}' ${moduleWayOut(one.name, presenceOf)}`, ...places(one)]),
  ]
  if (lines.length === 0) return 'Every block is complete.\n'
  const declared = unknown.flatMap(({ name }) => (/^[\w$]+$/.test(name) ? declarationsOf(name) : []))
  const prelude =
    declared.length === 0
      ? []
      : [
          '',
          'A module with these lines, named in `blocks.prelude`, knows them all. Put what is meant in place of `any`:',
          '',
        ]
  return `${[...lines, ...prelude, ...declared].join('\n')}\n`
}

/** What declares a name as anything: as a value, and as a type if it is written like one. */
function declarationsOf(name: string): string[] {
  const value = `export declare const ${name}: any`
  return /^[A-Z]/.test(name) ? [value, `export type ${name}<A = any, B = any, C = any, D = any> = any`] : [value]
}

function places({ blocks }: Frequency): string[] {
  return blocks.map(({ block }) => `  ${formatLocation(block.fence)}`)
}

function wayOut({ blocks }: Frequency): string {
  const pages = new Set(blocks.map(({ block }) => block.page))
  const users = count(blocks.length, 'block')
  if (pages.size > 1) return `in ${users} of ${pages.size} pages: export it from a module that \`blocks.prelude\` names`
  if (blocks.length > 1)
    return `in ${users} of one page: declare it in a block above them, which may be hidden in a comment`
  return 'in 1 block: declare or import it there'
}

function moduleWayOut(name: string, presenceOf: FindPresence): string {
  if (!isInstallable(name)) return 'is none of npm: declare it in a file that `blocks.prelude` names'
  const own = packageOf(name)
  const ways: Record<PackagePresence, string> = {
    missing: `is not installed: \`npm install --save-dev ${own}\``,
    installed: `is no part of the ${own} that is installed: perhaps another version is meant`,
    own: `is of this project, and not built: build ${own} first`,
  }
  return ways[presenceOf(own)]
}
