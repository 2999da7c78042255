import ts from 'typescript'
import type { Project } from '../../tangle/project/project.ts'
import { readTakenDefaults, toLiteral } from '../../tangle/sources/taken-defaults.ts'
import { pathOf } from './find-uses.ts'
import { propertiesOf } from './members.ts'
import type { Api } from './open-api.ts'

/** Defaults that comments state as a number, a text or a truth value. */
export interface StatedDefaults {
  /** How many of them a source takes where the option is left out. */
  readonly proven: number
  /** Those that no source takes, with what sources take instead. */
  readonly unproven: readonly string[]
}

/**
 * Looks for the default of each public option in the sources of its package: `name = 2` and `name ?? 2`. `false` is what
 * an option means that is only asked whether it is true. A default in words, such as that of `fetch`, is left out.
 */
export async function findUnprovenDefaults(api: Api, project: Project): Promise<StatedDefaults> {
  let proven = 0
  const unproven = new Set<string>()
  const paths = api.program
    .getSourceFiles()
    .filter((source) => !source.isDeclarationFile)
    .map((source) => pathOf(source, api.root))
  for (const one of api.names.values()) {
    if (ts.isFunctionDeclaration(one.declaration)) continue
    const [home] = pathOf(one.declaration, api.root).split('/')
    for (const { name, comment } of propertiesOf(one, api)) {
      const stated = toLiteral(comment.defaultText ?? '')
      if (stated === undefined) continue
      const member = { name, isOptional: true, about: '', defaultText: comment.defaultText, start: 0 }
      const own = paths.filter((path) => path.startsWith(`${home}/`))
      const taken = (await Promise.all(own.map((path) => readTakenDefaults({ ...member, path }, project)))).flat()
      const values = new Set(taken.map(({ value }) => value))
      if (values.has(stated) || (stated === 'false' && values.size === 0)) proven++
      else unproven.add(`${one.name}.${name}: ${stated}, not ${[...values].join(' or ') || 'anything'}`)
    }
  }
  return { proven, unproven: [...unproven].sort() }
}
