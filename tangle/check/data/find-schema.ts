import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { posix } from 'node:path'
import type { Project } from '../../project/project.ts'
import type { Schema } from '../../tables/config-schema.ts'
import { packageSchema } from './package-schema.ts'

const require = createRequire(import.meta.url)

/**
 * The schema that a file is for: the one that it names itself, if that lies in the project, else ours or that of npm.
 * Nothing is asked of a network.
 */
export async function findSchema(file: string, value: unknown, { fileSystem }: Project): Promise<Schema | undefined> {
  const address = typeof value === 'object' && value !== null ? (value as Schema).$schema : undefined
  const name = posix.basename(file)
  if (name === 'tangle.config.json') return ownSchema()
  if (name === 'package.json') return packageSchema
  if (typeof address !== 'string' || /^[a-z][a-z+.-]*:/i.test(address)) return undefined
  const paths = [posix.join(posix.dirname(file), address), posix.normalize(address)]
  for (const path of paths) {
    const text = path.startsWith('..') ? undefined : await fileSystem.read(path).catch(() => undefined)
    if (text !== undefined) return parse(text)
  }
  return undefined
}

let own: Schema | undefined

/** By the name of the package, since this file lies elsewhere in a checkout than in what is published. */
function ownSchema(): Schema {
  own ??= parse(readFileSync(require.resolve('@parley/tangle/tangle.config.schema.json'), 'utf8')) ?? {}
  return own
}

function parse(text: string): Schema | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Schema) : undefined
  } catch {
    // A schema that cannot be read says nothing about data.
    return undefined
  }
}
