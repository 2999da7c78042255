import { ConfigurationError } from './errors/index.ts'

/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of the process; empty in a browser, which has none. */
export function currentEnvironment(): Environment {
  // Typed by hand: the name exists only in Node and its like.
  const { process } = globalThis as { process?: { env?: Environment } }
  return process?.env ?? {}
}

/**
 * The value of the first of these names that is set to more than white space. Names are case-insensitive (Unique
 * specification 1.3); an exact match wins over one in another case.
 */
export function readVariable(environment: Environment, names: readonly string[]): string | undefined {
  for (const name of names) {
    const exact = environment[name]?.trim()
    if (exact) return exact
    const wanted = name.toUpperCase()
    for (const [key, value] of Object.entries(environment)) {
      if (key.toUpperCase() === wanted && value?.trim()) return value.trim()
    }
  }
  return undefined
}

/** One sentence that names everything that is missing, and a way to go on without an account. */
export function missingVariables(missing: readonly string[]): ConfigurationError {
  const list = missing.length < 2 ? missing.join('') : `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}`
  return new ConfigurationError(
    `Set ${list} in the environment; \`npm run mock\` prints a set of values to try without an account.`,
    { code: 'missing_variables' },
  )
}

/** A key becomes a header. One that cannot is refused here, since `fetch` would print it in its error. */
export function headerSafe(value: string, name: string): string {
  const trimmed = value.trim()
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed
  const problem = trimmed === '' ? 'is empty' : 'contains characters that cannot be sent in a header'
  throw new ConfigurationError(`${name} ${problem}; copy it again from where it was issued.`, {
    code: 'invalid_variable',
  })
}
