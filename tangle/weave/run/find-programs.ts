import type { Block } from '../../model/block.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { collectExamples, type Example } from '../../run/example/example.ts'
import { findCompleteSnippets, isRunningSnippet } from '../../run/example/running-snippets.ts'
import { isJavaScript } from '../../snippets/languages.ts'
import { doesSomething, withShownValues } from '../client/run/shown-values.ts'
import { compile } from '../client/worker/compile.ts'
import { requiredBy } from '../client/worker/modules.ts'
import { fenceOf, isPlain, plainId } from '../hover/plain-targets.ts'
import { isTwoslash } from '../shown-lines.ts'
import type { SiteMap } from '../site-map.ts'
import type { PlainBlocks } from '../weave-options.ts'
import { readShownText } from './shown-text.ts'

/** A program that a page may be able to run. */
export interface PageProgram {
  readonly name: string
  readonly target: Target
  /** As the worker runs it. */
  readonly code: string
  /** The modules that it imports. */
  readonly required: readonly string[]
  readonly expectations: Example['expectations']
  /** The block that it is, where nobody has named it. */
  readonly plain: Block | undefined
}

/** The examples of a project, and the plain blocks that are programs, as far as they are JavaScript or TypeScript. */
export function findPagePrograms(project: Project, siteMap: SiteMap, plainBlocks: PlainBlocks): PageProgram[] {
  const { examples } = collectExamples(project)
  const named = examples.flatMap(({ name, target, expectations, skipped }) =>
    skipped !== undefined || isRunningSnippet(target) ? [] : toProgram(name, target, expectations, undefined),
  )
  if (plainBlocks === false) return named
  const expectationsOf = new Map(examples.map(({ target, expectations }) => [target.root, expectations]))
  const isWanted = (block: Block) => {
    const page = siteMap.pages.get(block.page)
    // A page that the project reads beside its site, such as a changelog, has no buttons.
    const isOnSite = siteMap.placeOfPage(block.page) !== undefined
    return page !== undefined && isOnSite && isPlain(block, page, plainBlocks) && !isTwoslash(fenceOf(block, page.page))
  }
  const taken = new Set(named.map(({ name }) => name))
  const plain = findCompleteSnippets(project, isWanted).flatMap((target) => {
    const { root } = target
    const name = `${root.page.replace(/\.md$/, '').replace(/[^\p{L}\p{N}_.-]+/gu, '-')}.${plainId(root)}`
    // A block with several alternatives is one block, and has one button: for the first.
    if (taken.has(name)) return []
    taken.add(name)
    return doesSomething(readShownText(target, root).text)
      ? toProgram(name, target, expectationsOf.get(root) ?? [], root)
      : []
  })
  return [...named, ...plain]
}

function toProgram(
  name: string,
  target: Target,
  expectations: Example['expectations'],
  plain: Block | undefined,
): PageProgram[] {
  // JavaScript is read as what may hold elements; one that does is no program here, and does not compile.
  const isJs = plain !== undefined && isJavaScript(plain)
  if (!isJs && !/\.[cm]?[jt]s$/.test(target.path)) return []
  try {
    const isOwn = (line: number) => target.lines[line - 1]?.segments[0]?.origin?.block === plain
    const code = compile(plain ? withShownValues(target.text, isOwn) : target.text, fileOf(target))
    return [{ name, target, code, required: requiredBy(code), expectations, plain }]
  } catch {
    // Whatever it is, no page can run it; the check says what is wrong.
    return []
  }
}

/** What stacks call a program. */
export function fileOf({ path }: Target, plain?: Block): string {
  const file = path.replace(/^.*\//, '')
  return plain && isJavaScript(plain) ? file.replace(/\.tsx?$/, '.js') : file
}
