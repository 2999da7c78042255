import type { Project } from '../project/project.ts'
import { DataError, isObject, readData, toDataPlace } from '../sources/read-data.ts'
import { formatTable } from './markdown-table.ts'
import { TableError } from './table-error.ts'

/**
 * A table of what a file of JSON, YAML or TOML lists: `bench/results.json#check` is a list of objects, and their keys are
 * the columns, in the order in which they come first. Texts are Markdown.
 *
 * @throws TableError if there is no such list.
 */
export async function dataTable(source: string, project: Project): Promise<string> {
  const rows = await read(source, project)
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isObject))
    throw new TableError(`${source} is no list of objects.`)
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return formatTable(
    columns,
    rows.map((row) => columns.map((column) => String(row[column] ?? ''))),
  )
}

async function read(source: string, project: Project): Promise<unknown> {
  try {
    return await readData(toDataPlace(source), project)
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    throw new TableError(error.near === undefined ? error.message : `${error.message} Did you mean ${error.near}?`)
  }
}
