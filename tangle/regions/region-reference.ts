import type { Block } from '../model/block.ts'
import { type Location, locate } from '../model/location.ts'
import type { Page } from '../model/page.ts'

/** A place of a page that shows lines of a file: `excerpt=PATH#REGION`, `source="PATH#REGION"`, `<<< @/PATH#REGION`. */
export interface RegionReference {
  /** The page, relative to the root of the project. */
  readonly page: string
  /** As it is written. */
  readonly path: string
  /** Without it the whole file is meant. */
  readonly region: string | undefined
  /** The block that holds the lines; `undefined` where the site generator puts them. */
  readonly block: Block | undefined
  readonly location: Location
}

const source = /\bsource=(?:"([^"]+)"|'([^']+)'|([^\s"'{}]+))/
/** As VitePress reads it; what is in braces is highlighted, and changes no text. */
const embedding = /^<<<\s*(\S+?)(#[\w-]+)?(?:\s*\{[^}]*\})?\s*(?:\[.*\])?\s*$/

/**
 * The places of a page that show lines of files.
 *
 * @param isOn Whether notations of site generators count (`blocks.regions`).
 */
export function findRegionReferences(page: Page, isOn: boolean): RegionReference[] {
  const ofBlocks = page.blocks.flatMap((block) => regionOf(block, page, isOn) ?? [])
  return isOn ? [...ofBlocks, ...findEmbeddings(page)] : ofBlocks
}

/** The lines of a file that a block says it shows; `undefined` if it says nothing. */
export function regionOf(block: Block, page: Page, isOn: boolean): RegionReference | undefined {
  const attribute = block.attributes.get('excerpt')
  if (attribute) return { ...splitPath(attribute.value), page: page.path, block, location: attribute.location }
  if (!isOn || block.name !== undefined) return undefined
  const { line } = block.fence.start
  const text = page.lines[line] ?? ''
  const found = source.exec(text)
  const path = found?.[1] ?? found?.[2] ?? found?.[3]
  if (!found || path === undefined) return undefined
  const location = locate(page.path, { line, column: found.index }, found[0].length)
  return { ...splitPath(path), page: page.path, block, location }
}

function findEmbeddings({ path, lines, blocks }: Page): RegionReference[] {
  const isCode = (line: number) => blocks.some(({ fence, endLine }) => fence.start.line <= line && line <= endLine)
  return lines.flatMap((text, line) => {
    const [, file, region] = embedding.exec(text) ?? []
    if (file === undefined || isCode(line)) return []
    const location = locate(path, { line, column: 0 }, text.length)
    return [{ page: path, path: file, region: region?.slice(1), block: undefined, location }]
  })
}

function splitPath(value: string): Pick<RegionReference, 'path' | 'region'> {
  const at = value.lastIndexOf('#')
  return at === -1 ? { path: value, region: undefined } : { path: value.slice(0, at), region: value.slice(at + 1) }
}
