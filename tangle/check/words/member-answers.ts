import { resolve } from 'node:path'
import { ConfigError } from '../../config/config.ts'
import type { Project } from '../../project/project.ts'
import { blocksOf } from '../../resolve/target-blocks.ts'
import { StateFolder } from '../../state/state-folder.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { checkedTargets, diskOf, verdictInput } from '../types/check-types.ts'
import type { TypesCompiler } from '../types/compiler.ts'
import { findCompiler } from '../types/find-compiler.ts'
import type { MemberAnswer, MemberQuestion } from '../types/find-members.ts'
import { groupByConfig } from '../types/find-type-errors.ts'
import { TypesCache } from '../types/types-cache.ts'
import type { TypesDisk } from '../types/types-disk.ts'
import { compilerMakers } from '../types/verdict-makers.ts'
import type { PlacedMention } from './mention.ts'

/** A type of this name in more files is a word that all use. */
const mostFiles = 20

/**
 * What the compiler says about members in inline code, `client.sendMessage()`: whether what `client` is in the blocks of
 * the page, or a type of that name in the sources, has them. Answers are kept as long as nothing changes that they rest
 * on, and then the compiler is not even loaded.
 *
 * @param filesOf The sources that export a type of a name, relative to the root.
 * @returns An answer for each mention of which something can be said.
 */
export function askForMembers<M extends PlacedMention>(
  project: Project,
  mentions: readonly M[],
  filesOf: (name: string) => readonly string[],
): ReadonlyMap<M, MemberAnswer> {
  const places = new OwnerPlaces(project, filesOf)
  const asked = mentions.flatMap((mention) => {
    const { owner = [], word, page } = mention
    const [first] = owner
    const found = first === undefined ? nowhere : places.of(first, page)
    return found.paths.length === 0 ? [] : [{ mention, question: { ...found, chain: [...owner, word] } }]
  })
  const compiler = asked.length === 0 ? undefined : findCompiler(project.root)
  if (!compiler) return new Map()
  const questions = new Map(asked.map(({ question }) => [JSON.stringify(question), question]))
  const answers = answer(project, compiler, [...questions.values()])
  const byKey = new Map([...questions.keys()].map((key, at) => [key, answers[at]]))
  return new Map(
    asked.flatMap(({ mention, question }) => {
      const found = byKey.get(JSON.stringify(question))
      // Of what is no member itself, the members are no second mistake.
      const isSaid = found && (found.missing === undefined || found.missing === question.chain.length - 1)
      return isSaid ? [[mention, found] as const] : []
    }),
  )
}

/** Where a name stands for something. */
type Places = Pick<MemberQuestion, 'paths' | 'isShared'>

const nowhere: Places = { paths: [] }

/** Where names stand for something: in the programs of a page, and in sources that export a type. */
class OwnerPlaces {
  readonly #project: Project
  readonly #filesOf: (name: string) => readonly string[]
  readonly #known = new Map<string, Places>()
  #targets: ReadonlyMap<string, readonly CodeOfPage[]> | undefined

  constructor(project: Project, filesOf: (name: string) => readonly string[]) {
    this.#project = project
    this.#filesOf = filesOf
  }

  /** Relative to the root: blocks of the page that have the name, or those of all pages; and sources. */
  of(name: string, page: string): Places {
    const key = `${page} ${name}`
    const known = this.#known.get(key)
    if (known) return known
    const isNamed = new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`)
    this.#targets ??= targetsByPage(this.#project)
    const pathsIn = (targets: readonly CodeOfPage[]) =>
      targets.filter(({ code }) => isNamed.test(code)).map(({ path }) => path)
    const sources = this.#filesOf(name).filter((path) => /\.[cm]?tsx?$/.test(path))
    const own = [...pathsIn(this.#targets.get(page) ?? []), ...(sources.length > mostFiles ? [] : sources)]
    const isShared = own.length === 0
    const paths = isShared ? pathsIn([...this.#targets.values()].flat()) : own
    const found = { paths: [...new Set(paths)].sort(), ...(isShared && { isShared }) }
    this.#known.set(key, found)
    return found
  }
}

interface CodeOfPage {
  readonly path: string
  readonly code: string
}

/** The targets that have blocks of a page, each with the code of these. */
function targetsByPage(project: Project) {
  const found = new Map<string, CodeOfPage[]>()
  for (const target of checkedTargets(project)) {
    const codes = new Map<string, string>()
    for (const { page, content = '' } of blocksOf(target, project.tangled.index))
      codes.set(page, `${codes.get(page) ?? ''}${content}\n`)
    for (const [page, code] of codes) found.set(page, [...(found.get(page) ?? []), { path: target.path, code }])
  }
  return found
}

/** As it is kept: nothing can be said, a member is there, or it is not. */
type KeptAnswer = MemberAnswer | null

function answer(
  project: Project,
  compiler: TypesCompiler,
  questions: readonly MemberQuestion[],
): readonly KeptAnswer[] {
  const { root, fileSystem } = project
  const isOnDisk = fileSystem instanceof NodeFileSystem
  const cache = isOnDisk ? new TypesCache<KeptAnswer>(new StateFolder(root), 4, 'members', isKeptAnswer) : undefined
  const input = { ...verdictInput(project, [], compiler), targets: questions.map((one) => JSON.stringify(one)) }
  const known = cache?.find(input, diskOf(project))
  if (known?.length === questions.length) return known
  const disk = diskOf(project)
  for (const file of [...compiler.files, ...compilerMakers()]) disk.text(file)
  const answers = ask(project, compiler, questions, disk)
  cache?.keep(input, disk.answers, answers)
  return answers
}

/** Whoever answers is one program for each tsconfig; of several answers the one that knows the member counts. */
function ask(
  project: Project,
  compiler: TypesCompiler,
  questions: readonly MemberQuestion[],
  disk: TypesDisk,
): KeptAnswer[] {
  const { root } = project
  const session = compiler.open(root, disk)
  const answers: KeptAnswer[] = questions.map(() => null)
  const closed = new Set<number>()
  try {
    const targets = [...new Set(questions.flatMap(({ paths }) => paths))]
    const groups = groupByConfig(session, { ...verdictInput(project, [], compiler), targets }, disk)
    for (const [configFile, rootNames] of groups) {
      const [program] = session.createPrograms([{ configFile, rootNames }])
      const inside = new Set(rootNames)
      const asked = questions.map(({ paths, ...question }) => {
        return { ...question, paths: paths.map((path) => resolve(root, path)).filter((path) => inside.has(path)) }
      })
      for (const [at, found] of (program?.findMembers(asked) ?? []).entries()) {
        if (asked[at]?.paths.length === 0) continue
        if (!found) closed.add(at)
        else if (!answers[at] || found.missing === undefined) answers[at] = found
      }
    }
  } catch (error) {
    // That a tsconfig cannot be used is said where types are checked.
    if (!(error instanceof ConfigError)) throw error
    return questions.map(() => null)
  } finally {
    session.close()
  }
  return answers.map((found, at) => (closed.has(at) && found?.missing !== undefined ? null : found))
}

function isKeptAnswer(value: unknown): boolean {
  if (value === null) return true
  const { missing, names } = (value ?? {}) as Partial<Record<keyof MemberAnswer, unknown>>
  return (missing === undefined || typeof missing === 'number') && Array.isArray(names)
}
