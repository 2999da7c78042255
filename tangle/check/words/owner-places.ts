import type { Project } from '../../project/project.ts'
import { blocksOf } from '../../resolve/target-blocks.ts'
import { blocksConfig } from '../../snippets/snippet-settings.ts'
import { childOf, childrenOf, type SyntaxNode } from '../../snippets/syntax.ts'
import { judgedBlocks } from '../proof/check-blocks.ts'
import type { SnippetCompiler } from '../snippets/snippet-compiler.ts'
import { checkedTargets } from '../types/check-types.ts'
import type { MemberQuestion } from '../types/find-members.ts'

/** The files in which a name stands for something, relative to the root. */
export type Places = Pick<MemberQuestion, 'paths' | 'isShared'>

/** A type of this name in more files is a word that all use. */
const mostFiles = 20

/** A name in front of members, and the page that has it. */
export interface Owner {
  readonly name: string
  readonly page: string
}

/** Some code of a page, and the module that the compiler sees it in. */
interface PageCode {
  readonly page: string
  readonly path: string
  readonly code: string
  /** Of a block in which the compiler has found no mistake. */
  readonly program?: SyntaxNode
}

/** Where names stand for something: in the blocks of a page, named or not, and in sources that export a type. */
export class OwnerPlaces {
  readonly #filesOf: (name: string) => readonly string[]
  readonly #targets: readonly PageCode[]
  readonly #plain: readonly PageCode[]
  /** The compiler of the blocks that nobody has named, if these are looked into. */
  readonly work: SnippetCompiler | undefined
  readonly #known = new Map<string, Places>()
  readonly #used = new Map<PageCode, ReadonlySet<string>>()

  private constructor(
    filesOf: (name: string) => readonly string[],
    targets: readonly PageCode[],
    plain: readonly PageCode[],
    work: SnippetCompiler | undefined,
  ) {
    this.#filesOf = filesOf
    this.#targets = targets
    this.#plain = plain
    this.work = work
  }

  /**
   * @param owners Which names are asked for, on which pages.
   * @param filesOf The sources that export a type of a name.
   * @throws ConfigError if a tsconfig, a prelude or the compiler cannot be used.
   */
  static async find(
    project: Project,
    owners: readonly Owner[],
    filesOf: (name: string) => readonly string[],
  ): Promise<OwnerPlaces> {
    const targets = checkedTargets(project).flatMap((target) =>
      [...blocksOf(target, project.tangled.index)].map(({ page, content = '' }) => {
        return { page, path: target.path, code: content }
      }),
    )
    if (blocksConfig(project.config) === undefined || !hasPlainCode(project, owners))
      return new OwnerPlaces(filesOf, targets, [], undefined)
    const { judged } = await judgedBlocks(project)
    // In a block with mistakes, and of names that are guessed, types are not what the page means.
    const plain = judged.verdicts
      .filter(({ errors }) => errors.length === 0)
      .map(({ target: { path, root, implied, snippet } }) => {
        const guessed = implied.guessed.map((name) => `\\b${name}\\b`).join('|')
        const { page, content = '' } = root
        const { program } = snippet
        return { page, path, program, code: guessed === '' ? content : content.replace(new RegExp(guessed, 'g'), '') }
      })
    return new OwnerPlaces(filesOf, targets, plain, judged.work)
  }

  /** Whether a block of the page uses these names in a row, and the compiler has nothing against it. */
  isUsed(chain: readonly string[], page: string): boolean {
    const text = chain.join('.')
    return this.#plain.some((one) => {
      if (one.page !== page || !one.program || !one.code.includes(text)) return false
      const used = this.#used.get(one) ?? new Set(chainsIn(one.program))
      this.#used.set(one, used)
      return used.has(text)
    })
  }

  /** Blocks of the page that have a name, or else those of all pages; and sources. */
  of(name: string, page: string): Places {
    const key = `${page} ${name}`
    const known = this.#known.get(key)
    if (known) return known
    const isNamed = wordPattern(name)
    const pathsIn = (codes: readonly PageCode[]) =>
      codes.filter(({ code }) => isNamed.test(code)).map(({ path }) => path)
    const sources = this.#filesOf(name).filter((path) => /\.[cm]?tsx?$/.test(path))
    const ofPage = [...this.#targets, ...this.#plain].filter((one) => one.page === page)
    const own = [...pathsIn(ofPage), ...(sources.length > mostFiles ? [] : sources)]
    const isShared = own.length === 0
    const paths = isShared ? pathsIn(this.#targets) : own
    const found = { paths: [...new Set(paths)].sort(), ...(isShared && { isShared }) }
    this.#known.set(key, found)
    return found
  }
}

function* chainsIn(node: SyntaxNode): Generator<string> {
  const chain = node.type === 'MemberExpression' ? chainOf(node) : undefined
  if (chain !== undefined) yield chain
  for (const child of childrenOf(node)) yield* chainsIn(child)
}

/** `client.chat.send` of an expression that says so. */
function chainOf(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'Identifier') return String(node.name)
  if (node?.type !== 'MemberExpression' || node.computed === true) return undefined
  const owner = chainOf(childOf(node, 'object'))
  return owner === undefined ? undefined : `${owner}.${String(childOf(node, 'property')?.name)}`
}

/** A name where nothing of one goes on before or behind it. */
export function wordPattern(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${name.replace(/[^\w]/g, '\\$&')}(?![\\w$])`)
}

/** Whether a block that nobody has named uses one of the names: only then all of these are looked into. */
function hasPlainCode({ tangled }: Project, owners: readonly Owner[]): boolean {
  const byPage = new Map<string, Set<string>>()
  for (const { name, page } of owners) byPage.set(page, (byPage.get(page) ?? new Set()).add(name))
  return tangled.pages.some(({ path, blocks }) => {
    const patterns = [...(byPage.get(path) ?? [])].map(wordPattern)
    const plain =
      patterns.length === 0 ? [] : blocks.filter(({ name, target }) => name === undefined && target === undefined)
    return plain.some(({ content = '' }) => patterns.some((pattern) => pattern.test(content)))
  })
}
