import { resolve } from 'node:path'
import { ConfigError } from '../../config/config.ts'
import type { Project } from '../../project/project.ts'
import { StateFolder } from '../../state/state-folder.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { SnippetCompiler } from '../snippets/snippet-compiler.ts'
import { verdictInput } from '../types/check-types.ts'
import type { TypesCompiler } from '../types/compiler.ts'
import { compilerOf } from '../types/find-compiler.ts'
import type { MemberAnswer, MemberQuestion } from '../types/find-members.ts'
import { TypesCache } from '../types/types-cache.ts'
import { compilerMakers } from '../types/verdict-makers.ts'
import type { PlacedMention } from './mention.ts'
import { OwnerPlaces } from './owner-places.ts'

/**
 * What the compiler says about members in inline code, `client.sendMessage()`: whether what `client` is in the blocks of
 * the page, or a type of that name in the sources, has them. Answers are kept as long as nothing changes that they rest
 * on, and then the compiler is not even loaded.
 *
 * @param filesOf The sources that export a type of a name, relative to the root.
 * @param isDoubtful Whether the owner may be another one than the blocks of other pages show; asked where only they do.
 * @returns An answer for each mention of which something can be said.
 */
export async function askForMembers<M extends PlacedMention>(
  project: Project,
  mentions: readonly M[],
  filesOf: (name: string) => readonly string[],
  isDoubtful: (mention: M) => boolean,
): Promise<ReadonlyMap<M, MemberAnswer>> {
  const members = mentions.filter(({ owner }) => owner !== undefined)
  // The compiler reads the disk: of a project that lives in memory it would see other sources.
  const isOnDisk = project.fileSystem instanceof NodeFileSystem
  if (members.length === 0 || project.config.types === false || !isOnDisk) return new Map()
  let work: SnippetCompiler | undefined
  try {
    const compiler = compilerOf(project)
    if (!compiler) return new Map()
    const owners = members.map(({ owner = [], page }) => ({ name: owner[0] ?? '', page }))
    const places = await OwnerPlaces.find(project, owners, filesOf)
    const isUsed = new Set(members.filter(({ owner = [], word, page }) => places.isUsed([...owner, word], page)))
    const asked = members.flatMap((mention) => {
      const { owner = [], word, page } = mention
      if (isUsed.has(mention)) return []
      const found = places.of(owner[0] ?? '', page)
      const question = { ...found, chain: [...owner, word] }
      return found.paths.length === 0 ? [] : [{ mention, question, key: JSON.stringify(question) }]
    })
    work = places.work ?? openTargets(project, compiler)
    const questions = new Map(asked.map(({ question, key }) => [key, question]))
    const answers = answer(project, compiler, work, [...questions.values()])
    const byKey = new Map([...questions.keys()].map((key, at) => [key, answers[at]]))
    const shown = [...isUsed].map((mention): readonly [M, MemberAnswer] => [mention, { names: [] }])
    return new Map([
      ...shown,
      ...asked.flatMap(({ mention, question, key }) => {
        const found = byKey.get(key)
        // Of what is no member itself, the members are no second mistake.
        const isSaid = found && (found.missing === undefined || found.missing === question.chain.length - 1)
        const isGuess = found?.missing !== undefined && question.isShared === true && isDoubtful(mention)
        return isSaid && !isGuess ? [[mention, found] as const] : []
      }),
    ])
  } catch (error) {
    if (error instanceof ConfigError) return new Map()
    throw error
  } finally {
    work?.close()
  }
}

/** The compiler, where no block is looked into that nobody has named. */
function openTargets(project: Project, compiler: TypesCompiler): SnippetCompiler {
  const { root, tangled } = project
  const texts = new Map(tangled.targets.map((target) => [resolve(root, target.path), target.text]))
  const { configFile } = verdictInput(project, [], compiler)
  return new SnippetCompiler({
    ...{ compiler, root, texts, links: new Map(), configFile },
    ...{ cache: undefined, makers: [] },
  })
}

/** As it is kept: nothing can be said, a member is there, or it is not. */
type KeptAnswer = MemberAnswer | null

/** A few: somebody who writes asks about other members now and then. */
const keptAnswers = 4

function answer(
  project: Project,
  compiler: TypesCompiler,
  work: SnippetCompiler,
  questions: readonly MemberQuestion[],
): readonly KeptAnswer[] {
  if (questions.length === 0) return []
  const { root } = project
  const cache = new TypesCache<KeptAnswer>(new StateFolder(root), keptAnswers, 'members', isKeptAnswer)
  const input = { ...verdictInput(project, [], compiler), targets: questions.map((one) => JSON.stringify(one)) }
  const known = cache.find(input, work.newDisk())
  if (known?.length === questions.length) return known
  const paths = new Set(questions.flatMap((question) => question.paths.map((path) => resolve(root, path))))
  const verdicts = [...work.programsOf([...paths])].map(({ program, paths: ofProgram }) => {
    const inside = new Set(ofProgram)
    const asked = questions.map(({ paths, ...question }) => {
      return { ...question, paths: paths.map((path) => resolve(root, path)).filter((path) => inside.has(path)) }
    })
    const found = program.findMembers(asked)
    return asked.map(({ paths }, at) => (paths.length === 0 ? 'not asked' : (found[at] ?? null)))
  })
  const answers = questions.map((_, at) => agreed(verdicts.flatMap((verdict) => verdict[at] ?? null)))
  cache.keep(input, work.answersAbout(paths, compilerMakers()), answers)
  return answers
}

/** There may be several programs. A member is there if one knows it; it is missing if all say so. */
function agreed(verdicts: readonly (KeptAnswer | 'not asked')[]): KeptAnswer {
  const said = verdicts.filter((one) => one !== 'not asked')
  const known = said.find((one) => one !== null && one.missing === undefined)
  return known ?? (said.includes(null) ? null : (said[0] ?? null))
}

function isKeptAnswer(value: unknown): boolean {
  if (value === null) return true
  const { missing, names } = (value ?? {}) as Partial<Record<keyof MemberAnswer, unknown>>
  return (missing === undefined || typeof missing === 'number') && Array.isArray(names)
}
