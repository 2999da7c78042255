import type { Project } from '../../project/project.ts'
import { DataError, dataLanguage, isObject, readData, readPlace, toDataPlace } from '../../sources/read-data.ts'

/** What a source says, and where: `package.json#engines.node` says 20.19. */
export interface FigureValue {
  readonly name: string
  /** Numbers, or versions, of which one has to be stated. */
  readonly values: readonly string[]
}

/**
 * The figures of a source: of `FILE#KEY.KEY` in JSON, YAML or TOML each value below these keys, and of `FILE#NAME` in any
 * other language the numbers that the name gets, or else one of those of the lines that have the name.
 *
 * @throws DataError if there is no such file, or no number in it.
 */
export async function readFigureValues(source: string, project: Project): Promise<FigureValue[]> {
  const place = toDataPlace(source)
  const { file, key } = place
  const found =
    dataLanguage(file) === undefined
      ? ofCode(source, key, await readPlace(place, project))
      : leavesOf(await readData(place, project), `${file}#${key}`)
  if (found.length === 0) throw new DataError(`${source} has no number.`)
  return found
}

function leavesOf(value: unknown, name: string): FigureValue[] {
  if (isObject(value))
    return Object.entries(value).flatMap(([key, one]) => leavesOf(one, `${name.replace(/(?<!#)$/, '.')}${key}`))
  const values = typeof value === 'number' || typeof value === 'string' ? numbersIn(String(value)) : []
  return values.length === 0 ? [] : [{ name, values }]
}

function ofCode(source: string, name: string, text: string): FigureValue[] {
  const file = source.replace(/#.*$/, '')
  if (!/^[\w$-]+$/.test(name)) throw new DataError(`Say which name of it: \`${file}#NAME\`.`)
  const word = new RegExp(`(?<![\\w$-])${name.replace(/[$]/g, '\\$&')}(?![\\w$-])`)
  const lines = text.split('\n').filter((line) => word.test(line) && !/^\s*(?:\/\/|\/?\*|#)/.test(line))
  if (lines.length === 0) throw new DataError(`${file} has no ${name}.`)
  const given = lines.flatMap((line) => {
    const behind = line.slice((word.exec(line)?.index ?? 0) + name.length)
    const value = /^['"]?(?:\s*:\s*[A-Za-z]\w*)?\s*(?:=|:|\?\?)([^,;(){}[\]=]*)/.exec(behind)?.[1] ?? ''
    return numbersIn(value.replace(/\s\/\/.*$/, ''))
  })
  if (given.length > 0) return [...new Set(given)].map((value) => ({ name: source, values: [value] }))
  const values = lines.flatMap(numbersIn)
  return values.length === 0 ? [] : [{ name: source, values: [...new Set(values)] }]
}

/** Numbers and versions of a text, without what keeps their thousands apart. */
function numbersIn(text: string): string[] {
  const found = text.matchAll(/(?<![\w$.])\d+(?:[_,]\d{3})*(?:\.\d+)*(?:-[a-z]+\.\d+)?(?![\w$])/g)
  return [...found].map(([all]) => all.replace(/[_,]/g, ''))
}
