import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { distance } from 'fastest-levenshtein'
import { knownAttributes } from '../../parse/info-string.ts'
import type { Project } from '../../project/project.ts'
import { suggest } from '../../resolve/suggest.ts'
import { findOwnPackages, type OwnPackage } from '../../snippets/own-packages.ts'
import { type CommandHelp, parseHelp } from '../../sources/command-help.ts'
import { readSources } from '../../sources/read-sources.ts'
import type { SourceFacts } from '../../sources/scan-facts.ts'
import type { SourceWords } from '../../sources/scan-source.ts'
import { tableNames } from '../../tables/weave-tables.ts'
import { withBlockWords } from './block-words.ts'
import { choicesOf } from './choices.ts'
import { KnownPaths } from './known-paths.ts'
import { dropLibraryWords, hasLibraryWords } from './library-words.ts'
import type { Mention, PlacedMention, SpanReader, WordForm } from './mention.ts'
import { dropKnownPackageWords } from './package-answers.ts'
import { importedPackages, isHeader, pagesWithMissingPackages } from './package-words.ts'
import { platformNames, platformWords } from './platform-words.ts'
import { readCommandLine } from './read-command-line.ts'
import { readSpan } from './read-span.ts'
import { wordSettings } from './word-settings.ts'

/** Everything that words of pages may stand for. */
export class Vocabulary {
  readonly #project: Project
  readonly #words: SourceWords
  readonly #facts: SourceFacts
  /** The names in sources, without those of blocks. */
  readonly #sourceNames: ReadonlySet<string>
  readonly #paths: KnownPaths
  readonly #packages: readonly OwnPackage[]
  readonly #help: ReadonlyMap<string, CommandHelp>
  readonly #programs: ReadonlySet<string>
  /** Names of scripts of npm. */
  readonly #scripts: ReadonlySet<string>
  /** Names of packages that those of the project need. */
  readonly #dependencies: ReadonlySet<string>
  /** Those of sources, without the names in them. */
  #addresses: ReadonlySet<string> | undefined
  readonly #isAsked: boolean
  #missing: ReadonlyMap<string, boolean> | undefined

  private constructor(
    project: Project,
    words: SourceWords,
    facts: SourceFacts,
    sourceNames: ReadonlySet<string>,
    paths: KnownPaths,
    packages: readonly OwnPackage[],
    help: ReadonlyMap<string, CommandHelp>,
    programs: ReadonlySet<string>,
    scripts: ReadonlySet<string>,
    dependencies: ReadonlySet<string>,
  ) {
    this.#project = project
    this.#isAsked = wordSettings(project.config)?.level !== undefined
    this.#words = words
    this.#facts = facts
    this.#sourceNames = sourceNames
    this.#paths = paths
    this.#packages = packages
    this.#help = help
    this.#programs = programs
    this.#scripts = scripts
    this.#dependencies = dependencies
  }

  /** Reads the sources of a project, and asks its programs. */
  static async read(project: Project): Promise<Vocabulary> {
    const [sources, packages] = await Promise.all([readSources(project), findOwnPackages(project.fileSystem)])
    const { files, help } = sources
    const words = withBlockWords(sources.words, project)
    const { programs, scripts, dependencies } = await readPackages(project, packages)
    const known = new Map([...help].map(([name, text]) => [name, parseHelp(name, text)] as const))
    const paths = new KnownPaths(project, files)
    return new Vocabulary(
      project,
      words,
      sources.facts,
      sources.words.words,
      paths,
      packages,
      known,
      new Set([...programs, ...known.keys()]),
      new Set(scripts),
      new Set(dependencies),
    )
  }

  /** The words of inline code of a page that have to be known. */
  mentionsIn(span: string, page: string): Mention[] {
    return readSpan(span, this.#readerOf(page))
  }

  /** The words of a command, behind its program. */
  argumentsIn(command: string, page: string): Mention[] {
    const found = readCommandLine(command, this.#readerOf(page)) ?? []
    // Scripts of npm are looked at by themselves; what is beside the reader's folder is the reader's.
    return found.filter(({ form, word }) => form !== 'script' && !/^\.\.?\//.test(word))
  }

  #readerOf(page: string): SpanReader {
    return {
      programs: this.#programs,
      packages: new Set(this.#packages.map(({ name }) => name)),
      hasEntry: (name) => this.#paths.hasEntry(name, page),
      isAsked: this.#isAsked,
    }
  }

  /** Those that are known nowhere. Installed packages are read only for what is left by then. */
  unknownOf<M extends Mention & { readonly page: string }>(mentions: readonly M[]): M[] {
    const unknown = mentions.filter((mention) => !this.#isKnown(mention))
    const platform = unknown.some(isName) ? platformWords() : new Set<string>()
    // A member of the platform that stands alone could be one of anything.
    const isAlone = ({ form, owner, at, isGiven, isOfCall }: Mention) =>
      this.#isAsked && form === 'plain' && owner === undefined && at === 0 && !isGiven && !isOfCall
    const left = unknown.filter((mention) => {
      return !isName(mention) || !(isAlone(mention) ? platformNames() : platform).has(mention.word)
    })
    const names = new Set(left.filter(isName).map(({ word }) => word))
    const own = new Set(this.#packages.map(({ name }) => name))
    const packages = [...importedPackages(this.#project, own), ...platformPackages]
    if (names.size > 0) dropKnownPackageWords(this.#project, packages, names)
    // What browsers have is known as theirs. A word alone could be anything among their thousands.
    const isTheirs = ({ owner }: Mention) => owner !== undefined && platformWords().has(owner[0] ?? '')
    const theirs = new Set(
      left.filter((mention) => isTheirs(mention) && names.has(mention.word)).map(({ word }) => word),
    )
    dropLibraryWords(this.#project, theirs)
    return left.filter((mention) => {
      return !isName(mention) || (names.has(mention.word) && (!isTheirs(mention) || theirs.has(mention.word)))
    })
  }

  /**
   * Those that no installed package declares that the project depends on, or that pages call by its name; nor TypeScript
   * itself, of the language and of browsers.
   *
   * @param spans Inline code, which may be the name of a package.
   */
  outsideOfDependencies(mentions: readonly PlacedMention[], spans: readonly string[]): PlacedMention[] {
    const names = new Set(mentions.filter(isName).map(({ word }) => word))
    const named = spans.filter((span) => packageName.test(span))
    if (names.size > 0) dropKnownPackageWords(this.#project, [...this.#dependencies, ...new Set(named)], names)
    dropLibraryWords(this.#project, names)
    const isOfBrowser = ({ owner }: Mention) => /^(?:window|document|navigator|location)$/.test(owner?.[0] ?? '')
    const isUnclear = hasLibraryWords(this.#project) ? () => false : isOfBrowser
    return mentions.filter((mention) => !isName(mention) || (names.has(mention.word) && !isUnclear(mention)))
  }

  /** The word of the project that was most likely meant. */
  suggest({ form, word, command, property }: Mention): string | undefined {
    const [program = '', sub = ''] = command ?? []
    const help = this.#help.get(program)
    if (form === 'path') return this.#paths.suggest(word)
    if (form === 'choice') return nearestOf(word, this.#choicesOf(property, command) ?? new Set<string>())
    if (form === 'command') return suggest(word, help?.commands ?? [])
    if (form === 'flag') return suggest(word, help?.flagsOf(sub) ?? this.#words.flags)
    if (form === 'program') return suggest(word, this.#programs)
    if (form === 'script') return suggest(word, this.#scripts)
    if (form === 'variable') return suggest(word, this.#words.variables)
    if (form === 'table') return suggest(word, tableNames(this.#project.config))
    if (form === 'attribute') return suggest(word, knownAttributes)
    if (form === 'module') return suggest(word, this.#packages.flatMap(specifiersOf))
    return nearestOf(word, this.#words.words)
  }

  /** The sources that export a type of a name, relative to the root. */
  filesOf(name: string): readonly string[] {
    return this.#words.types.get(name) ?? []
  }

  /** Whether sources declare a name themselves, be it as a member. */
  isInSources(name: string): boolean {
    return this.#sourceNames.has(name)
  }

  /** Whether blocks of a page import a package that is not installed. */
  importsWhatIsMissing(page: string): boolean {
    return this.#importingPages.get(page) === true
  }

  /** Whether that is so on most of the pages that import packages: the one that they are about is not there. */
  get lacksMostPackages(): boolean {
    const lacking = [...this.#importingPages.values()].filter((isMissing) => isMissing)
    return lacking.length > this.#importingPages.size / 2
  }

  get #importingPages(): ReadonlyMap<string, boolean> {
    this.#missing ??= pagesWithMissingPackages(this.#project, new Set(this.#packages.map(({ name }) => name)))
    return this.#missing
  }

  /** Whether the project has code of its own, and not only settings. */
  get hasSources(): boolean {
    return this.#paths.hasSources
  }

  /** Whether the project has programs. */
  get hasPrograms(): boolean {
    return this.#programs.size > 0
  }

  /** Whether another variable of the project begins with the same word. */
  hasVariablesLike(word: string): boolean {
    const beginning = word.replace(/_.*$/s, '_')
    return (
      !/^(?:NODE|NPM|GIT|HTTP|ERR)_/.test(word) && [...this.#words.variables].some((one) => one.startsWith(beginning))
    )
  }

  /** Whether the folder that a path would be in exists. */
  hasFolderOf(path: string, page: string): boolean {
    return this.#paths.hasFolderOf(path, page)
  }

  /** A word of the project for which something holds. */
  near(word: string, form: WordForm, isNear: (word: string, other: string) => boolean): string | undefined {
    if (/^(?:path|route|address|command)$/.test(form)) return undefined
    const { words, variables, flags } = this.#words
    const sets: Partial<Record<WordForm, Iterable<string>>> = {
      ...{ flag: flags, variable: variables, program: this.#programs, script: this.#scripts },
      module: this.#packages.flatMap(specifiersOf),
    }
    const candidates = sets[form] ?? words
    for (const candidate of candidates) if (isNear(word, candidate)) return candidate
    return undefined
  }

  /** Whether a block has such an attribute, of a site generator or of somebody's own. */
  #isOfSomeBlock(attribute: string): boolean {
    return this.#project.tangled.pages.some(({ blocks }) => blocks.some(({ attributes }) => attributes.has(attribute)))
  }

  /** A package of the project, with what it exports or has; or any that is installed, or asked for. */
  #isModule(word: string, page: string): boolean {
    const own = this.#packages.find(({ name }) => word === name || word.startsWith(`${name}/`))
    if (own) {
      const rest = word.slice(own.name.length + 1)
      return specifiersOf(own).includes(word) || this.#paths.has(posix.join(own.folder, rest), page)
    }
    const name = word.split('/', 2).join('/')
    return this.#words.words.has(name) || this.#words.words.has(word) || this.#isInstalled(name)
  }

  #isInstalled(name: string): boolean {
    return existsSync(join(this.#project.root, 'node_modules', name))
  }

  /** Whether all parts of an address are words; what stands for something is called as in the sources, if they have it. */
  #hasAddress(address: string): boolean {
    const { words } = this.#words
    const isWord = (segment: string) => words.has(segment) || segment.split('.').every((part) => words.has(part))
    if (!segmentsOf(address).every(isWord)) return false
    const names = [...address.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    if (names.every((name) => words.has(name))) return true
    this.#addresses ??= new Set([...words].filter((word) => word.startsWith('/')).map(withoutNames))
    return !this.#addresses.has(withoutNames(address))
  }

  /** Whether an address on the web is one of the sources, or they have none of its host. */
  #hasPlace(address: string): boolean {
    const host = hostOf(address)
    const akin = [...this.#words.words].filter((word) => hostOf(word) === host)
    return akin.length === 0 || akin.some((one) => isWithin(one, address) || isWithin(address, one))
  }

  /** What a property or a flag may be; `undefined` if anything, or if nobody says. */
  #choicesOf(property = '', command?: readonly string[]): ReadonlySet<string> | undefined {
    if (!property.startsWith('--')) return choicesOf(property, this.#facts.choices)
    return this.#help.get(command?.[0] ?? '')?.valuesOf(property)
  }

  #isKnown({ form, word, command, page, property }: Mention & { readonly page: string }): boolean {
    const { words, flags, variables } = this.#words
    const [program = '', sub = ''] = command ?? []
    const help = this.#help.get(program)
    switch (form) {
      case 'choice':
        return this.#choicesOf(property, command)?.has(word) ?? true
      case 'path':
        return words.has(word) || this.#paths.has(word, page)
      case 'module':
        return this.#isModule(word, page)
      case 'program':
        return this.#programs.has(word) || this.#isInstalled(`.bin/${word}`) || this.#isInstalled(word)
      case 'script':
        // Where commands are run, what npm is told is looked at by itself.
        return this.#project.config.commands !== undefined || this.#scripts.has(word)
      case 'route':
        return words.has(word) || (word.startsWith('/') && this.#hasAddress(word))
      case 'address':
        return this.#hasPlace(word)
      case 'table':
        return tableNames(this.#project.config).includes(word)
      case 'attribute':
        return knownAttributes.has(word) || this.#isOfSomeBlock(word)
      case 'variable':
        return variables.has(word) || words.has(word) || platformWords().has(word)
      case 'command':
        return program !== 'npm' && (help ? help.commands.has(word) : words.has(word))
      case 'flag':
        if (help) return help.flagsOf(sub).has(word)
        if (flags.has(word) || isFlagOfNode(word)) return true
        // A source may declare it without its dashes; where help says what there is, that is another word.
        if (this.#help.size === 0) return words.has(word.replace(/^--(?:no-)?/, ''))
        return [...this.#help.values()].some((one) => one.flags.has(word))
      default:
        if (isHeader(word) && words.has(word.toLowerCase())) return true
        return words.has(word) || this.#paths.names.has(word)
    }
  }
}

const packageName = /^(?:@[a-z\d][\w.-]*\/)?[a-z\d][a-z\d.-]*$/

/** They make or test a project, and are not what its pages are about. */
const toolName =
  /^(?:typescript|vite|vitest|jest|mocha|rollup|webpack|esbuild|tsup|unbuild|turbo|@types\/.*|@biomejs\/.*|.*(?:eslint|prettier|babel).*)$/

/** Packages of types that declare what Node has, headers of HTTP among it. */
const platformPackages = ['node', 'undici-types']

/** The name that was most likely meant. */
export function nearestOf(word: string, names: ReadonlySet<string> | readonly string[]): string | undefined {
  const [beginning = word] = /^.[a-z\d]*/.exec(word) ?? []
  const akin = [...names].filter((one) => one.startsWith(beginning) && one.length > beginning.length)
  return suggest(word, names) ?? nearest(word, akin)
}

/** Of words that begin alike, the one that shares half of the letters. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  const rated = candidates.map((one) => ({ one, edits: distance(word, one) }))
  const [best] = rated.sort((a, b) => a.edits - b.edits)
  return best && best.edits <= word.length / 2 ? best.one : undefined
}

function hostOf(address: string): string | undefined {
  return /^https?:\/\/([\w.-]+)/i.exec(address)?.[1]?.toLowerCase()
}

function isWithin(address: string, whole: string): boolean {
  return (
    whole === address || /^[/?#]/.test(whole.slice(whole.startsWith(address) ? address.replace(/\/$/, '').length : 0))
  )
}

/** The words of an address; `{id}`, `:id` and numbers stand for something. */
function segmentsOf(address: string): string[] {
  return address.split(/[/?]/).filter((segment) => /^[a-z][\w.-]*$/i.test(segment))
}

function withoutNames(address: string): string {
  return address.replace(/\{\w+\}/g, '{}')
}

/** Whether Node takes a flag, as far as it says. */
function isFlagOfNode(flag: string): boolean {
  return process.allowedNodeEnvironmentFlags.has(flag)
}

function isName({ form }: Mention): boolean {
  return form === 'name' || form === 'plain' || form === 'literal'
}

function specifiersOf({ name, entries }: OwnPackage): string[] {
  return [name, ...[...entries.keys()].map((path) => name + path.replace(/^\./, ''))]
}

/** The programs that packages of the project install, their scripts, and what they depend on. */
async function readPackages({ fileSystem }: Project, packages: readonly OwnPackage[]) {
  const programs: string[] = []
  const scripts: string[] = []
  const dependencies: string[] = []
  for (const folder of new Set(['.', ...packages.map((one) => one.folder)])) {
    const text = await fileSystem.read(posix.join(folder, 'package.json')).catch(() => undefined)
    const { bin, name, scripts: own, ...fields } = parseObject(text)
    if (typeof bin === 'string' && typeof name === 'string') programs.push(name.replace(/^@[^/]*\//, ''))
    if (typeof bin === 'object' && bin !== null) programs.push(...Object.keys(bin))
    if (typeof own === 'object' && own !== null) scripts.push(...Object.keys(own))
    for (const one of [fields.dependencies, fields.peerDependencies, fields.devDependencies])
      if (typeof one === 'object' && one !== null)
        dependencies.push(...Object.keys(one).filter((key) => !toolName.test(key)))
  }
  return { programs, scripts, dependencies }
}

/** A package that cannot be read has no programs. */
function parseObject(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text ?? '{}') ?? {}
  } catch {
    return {}
  }
}
