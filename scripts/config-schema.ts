import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { schemaOfType } from '../tangle/tables/config-schema.ts'

// `npx tsx scripts/config-schema.ts` writes the schema of tangle.config.json that the package ships. A test holds it to
// be current.

const tangle = fileURLToPath(new URL('../tangle/', import.meta.url))

/** Where the schema is. */
export const SCHEMA_FILE = `${tangle}tangle.config.schema.json`

/** The schema, from the types of the configuration. */
export async function renderSchema(): Promise<string> {
  const source = await readFile(`${tangle}config/config.ts`, 'utf8')
  return `${JSON.stringify(schemaOfType(source, 'TangleConfig'), null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(SCHEMA_FILE, await renderSchema())
