import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'
import { findCodeSpans } from '../../parse/find-code-spans.ts'
import type { Project } from '../../project/project.ts'
import { findPastPages } from '../../snippets/past-pages.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { wasKnownWhenWritten } from './git-history.ts'
import { linkJudge } from './link-judge.ts'
import { askForMembers } from './member-answers.ts'
import type { Mention, PlacedMention } from './mention.ts'
import { isFarewell, isOldName } from './old-names.ts'
import { wordPattern } from './owner-places.ts'
import { platformHas } from './platform-words.ts'
import { findDiagramNames, findShownCommands, type ShownWords } from './shown-words.ts'
import { standsOut } from './stands-out.ts'
import { nearestOf, Vocabulary } from './vocabulary.ts'
import { WordExceptions, wordSettings } from './word-settings.ts'

/**
 * Inline code of pages that nothing declares any more: names, members, flags, paths, variables and codes that are found
 * neither in the sources of the project, nor in blocks of pages, nor in packages that those import.
 */
export async function checkWords(project: Project): Promise<Diagnostic[]> {
  const settings = wordSettings(project.config)
  const isPast = findPastPages(project.tangled.pages.map(({ path }) => path))
  const pages = project.tangled.pages.filter(({ path }) => !isPast(path))
  const areRun = project.config.commands !== undefined
  const isElsewhere = settings ? await linkJudge(project) : () => true
  const spans = settings
    ? pages.flatMap(({ path, lines }) =>
        findCodeSpans(lines)
          .filter(({ link }) => link === undefined || !isElsewhere(link))
          .map((span) => ({ path, ...span })),
      )
    : []
  // What blocks only show is looked at where somebody wants to know: it is mostly about other programs.
  const isAsked = settings?.level !== undefined
  const commands = isAsked ? pages.flatMap((page) => shownBy(page, findShownCommands(page, areRun))) : []
  const diagrams = isAsked ? pages.flatMap((page) => shownBy(page, findDiagramNames(page))) : []
  const exceptions = settings && new WordExceptions(settings, pages)
  if (!settings || !exceptions) return []
  if (spans.length + commands.length + diagrams.length === 0) return exceptions.findings()
  const vocabulary = await Vocabulary.read(project)
  const read = [
    ...spans.map((span) => ({ ...span, found: vocabulary.mentionsIn(span.text, span.path) })),
    ...diagrams.map((span) => ({ ...span, link: undefined, found: vocabulary.mentionsIn(span.text, span.path) })),
    ...commands.map((span) => ({ ...span, link: undefined, found: vocabulary.argumentsIn(span.text, span.path) })),
  ]
  const placed = read.flatMap(({ path, text, position, link, found }) =>
    found.map(
      (mention): PlacedMention => ({
        ...{ ...mention, page: path, line: position.line, column: position.column + mention.at, span: text },
        link,
      }),
    ),
  )
  const parameters = parametersOf(spans)
  const mentions = placed.filter((mention) => {
    if (mention.isCapitals) return isAmongValues(mention, placed, vocabulary)
    return mention.owner !== undefined || !parameters.has(`${mention.page} ${mention.word}`)
  })
  // `chat.stream` may be short for `dify.chat.stream`, whatever else is called `chat` on other pages.
  const isDoubtful = (mention: PlacedMention) =>
    vocabulary.isInSources(mention.owner?.[0] ?? '') && vocabulary.unknownOf([mention]).length === 0
  const members = await askForMembers(project, mentions, (name) => vocabulary.filesOf(name), isDoubtful)
  // The compiler knows better than a list of words.
  // `Object` of a package is not the one that everybody has, and a page hardly tells them apart.
  const isMissing = (mention: PlacedMention) =>
    members.get(mention)?.missing !== undefined && !platformHas([...(mention.owner ?? []), mention.word])
  const listed = new Set(vocabulary.unknownOf(mentions.filter((mention) => !members.has(mention))))
  const unknown = mentions.filter((mention) => listed.has(mention) || isMissing(mention))
  const left = unknown.filter(({ page, word, span }) => !exceptions.excepts(page, [word, span]))
  // The compiler is sure; a list of words is only where few are unknown.
  const doubtful = left.filter((mention) => !isMissing(mention))
  const kept = new Map(pages.filter((page) => !isFarewell(page)).map(({ path, lines }) => [path, lines]))
  const isSure = (mention: PlacedMention) => {
    const lines = kept.get(mention.page)
    if (settings.level !== undefined) return true
    return lines !== undefined && !isOldName(lines, mention) && !isShownOtherwise(mention) && !isNameOfPage(mention)
  }
  // A page may declare a class anew for each thing that it shows, and mean the last one.
  const blocksOf = new Map(pages.map(({ path, blocks }) => [path, blocks]))
  const isShownOtherwise = (mention: PlacedMention) => {
    if (!isMissing(mention)) return false
    const isWord = wordPattern(mention.word)
    return (blocksOf.get(mention.page) ?? []).some(({ content = '' }) => isWord.test(content))
  }
  const plain = new Set(
    settings.level === undefined
      ? vocabulary.outsideOfDependencies(
          standsOut(doubtful.filter(isSure), mentions, vocabulary),
          spans.map(({ text }) => text),
        )
      : doubtful,
  )
  const shown = left.filter((mention) => plain.has(mention) || (isMissing(mention) && isSure(mention)))
  const found = await Promise.all(
    shown.map(async (mention, at) => {
      const isLookedUp = settings.level !== 'error' && at < mostLookups && project.fileSystem instanceof NodeFileSystem
      const { page, line, word } = mention
      const commit = isLookedUp ? await wasKnownWhenWritten(project.root, page, line, word) : undefined
      const near = isMissing(mention) ? nearestOf(word, members.get(mention)?.names ?? []) : vocabulary.suggest(mention)
      const message = isMissing(mention) ? `${mention.owner?.join('.')} has no ${word}.` : messageOf(mention)
      return report(mention, message, near, commit !== undefined, settings.level)
    }),
  )
  return [...found, ...exceptions.findings()]
}

/** Whether inline code is a link to the page, or the heading, that is called like it: `token.mint` leads to `/actions/token.mint`. */
function isNameOfPage({ span, link }: PlacedMention): boolean {
  const name = span.replace(/\(\)$/, '')
  const parts = link?.split(/[/#?]/) ?? []
  return parts.some((part) => part.replace(/\.(?:mdx?|html)$/, '') === name)
}

/** The parameters of functions whose types stand in inline code, `(attempt: number) => number`: pages speak of them. */
function parametersOf(spans: readonly { readonly path: string; readonly text: string }[]): Set<string> {
  const found = new Set<string>()
  for (const { path, text } of spans) {
    for (const [, list = ''] of text.matchAll(/\(([^()]*)\) *=>/g)) {
      for (const [, name] of list.matchAll(/(?:^|,) *([A-Za-z_$][\w$]*)\??(?= *(?::|,|$))/g))
        found.add(`${path} ${name}`)
    }
  }
  return found
}

/** Whether a word in capitals stands beside one that is known: then they are values of the same kind. */
function isAmongValues({ page, line, word }: PlacedMention, all: readonly PlacedMention[], vocabulary: Vocabulary) {
  return all.some((one) => {
    const isBeside = one.isCapitals && one.page === page && one.line === line && one.word !== word
    return isBeside && vocabulary.isInSources(one.word)
  })
}

function shownBy({ path }: Page, shown: readonly ShownWords[]) {
  return shown.map((words) => ({ path, ...words }))
}

/** Looked up for so many findings: each takes two runs of git. */
const mostLookups = 50

function report(
  { page, line, column, word }: PlacedMention,
  message: string,
  near: string | undefined,
  wasKnown: boolean,
  level: 'warning' | 'error' | undefined,
): Diagnostic {
  return {
    code: 'unknown-word',
    severity: level === 'error' || wasKnown ? 'error' : 'warning',
    message: `${message}${wasKnown ? ' It did when this line was written.' : ''}`,
    location: locate(page, { line, column }, word.length),
    hint:
      near === undefined
        ? 'Correct it, or say with `<!-- tangle-ignore-words: … -->` that it is meant.'
        : `Did you mean ${near}?`,
  }
}

function messageOf({ form, word, owner, command, property }: Mention): string {
  if (form === 'choice') return `${property} may not be ${word}.`
  if (form === 'path') return `Nothing in the project has the path ${word}.`
  if (form === 'module') return `No package that is known exports ${word}.`
  if (form === 'program') return `No package that is installed has the program ${word}.`
  if (form === 'script') return `package.json has no script ${word}.`
  if (form === 'command') return `${command?.join(' ')} has no command ${word}.`
  if (form === 'table') return `No table that writes itself is called ${word}.`
  if (form === 'attribute') return `No block has the attribute ${word}.`
  if (form === 'flag' && command) return `${command.join(' ')} takes no ${word}.`
  if (form === 'flag') return `No source of the project mentions the flag ${word}.`
  if (form === 'variable') return `No source of the project reads the variable ${word}.`
  if (form === 'route' || form === 'address') return `No source of the project has the address ${word}.`
  if (owner) return `Nothing declares ${word}, of ${owner.join('.')}.`
  return `Nothing declares ${word}: no source, no block and no package that pages import.`
}
