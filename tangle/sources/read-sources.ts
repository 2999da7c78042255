import type { Project } from '../project/project.ts'
import { NodeFileSystem } from '../write/node-file-system.ts'
import { askForHelp } from './command-help.ts'
import { compareDefaults } from './compare-defaults.ts'
import { listFiles } from './list-files.ts'
import { noFacts, type SourceFacts, scanFacts } from './scan-facts.ts'
import { noWords, type SourceWords, scanDeclaredFlags, scanOutside, scanSource } from './scan-source.ts'
import { type ReadSources, readThroughCache } from './source-cache.ts'

const source =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|jsonc?|json5|ya?ml|toml|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|hpp|cs|php|lua|jl|sh|bash|zsh|sql|prisma|graphql|proto|css|scss|env|example)$|(?:^|\/)(?:Dockerfile|Makefile|justfile|\.env[\w.]*)$/i

/** Written by a tool, or from other files, or what says here which words are unknown. */
const generated =
  /^tangle\.config\.[a-z]+$|(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|[^/]*\.min\.js)$/

/** They name what is no more, and what never was. */
const tests =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|fixtures?|__fixtures__|__snapshots__|__mocks__)\/|\.(?:test|spec|test-d|bench)\.[cm]?[jt]sx?$|\.snap$/i

/** What they list of the project in texts, such as what to document, stays behind when something is renamed. */
const tools = /(?:^|\/)(?:scripts?|tools?|bench(?:marks?)?)\//

/** Larger ones are data. */
const largestSource = 1_000_000

/** The files of a project, what its sources say, and what its programs print as help. */
export interface ProjectSources extends ReadSources {
  /** All that git knows or would add. */
  readonly files: readonly string[]
}

const known = new WeakMap<Project, Promise<ProjectSources>>()

/**
 * Reads the sources of a project, and asks the programs that `words.commands` names: once for a project, and anew only
 * if one of the files has changed. A project in memory leaves nothing behind.
 */
export function readSources(project: Project): Promise<ProjectSources> {
  const found = known.get(project) ?? read(project)
  known.set(project, found)
  return found
}

async function read(project: Project): Promise<ProjectSources> {
  const { root, config, fileSystem } = project
  const programs = typeof config.words === 'object' ? (config.words.commands ?? []) : []
  const files = await listFiles(project)
  const sources = sourcesAmong(project, files)
  const isAsked = wantsFacts(project)
  const readAll = async (): Promise<ReadSources> => {
    const texts = await Promise.all(programs.map(async (name) => [name, await askForHelp(root, name)] as const))
    const help = new Map(texts.filter(([, text]) => text.includes('--')))
    return { ...(await scanAll(project, sources, { isTold: help.size > 0, isAsked })), help }
  }
  if (!(fileSystem instanceof NodeFileSystem)) return { files, ...(await readAll()) }
  const watched = [...sources, ...programs.map((name) => `node_modules/.bin/${name}`)]
  return { files, ...(await readThroughCache(root, watched, isAsked, readAll)) }
}

/** Facts are compared only where somebody wants words to be looked at, and reading them takes as long as the words. */
export function wantsFacts({ config: { words } }: Pick<Project, 'config'>): boolean {
  return words !== undefined && words !== false
}

/** Of the files of a project those that its words are in: not its targets, whose words are those of the pages. */
function sourcesAmong({ tangled }: Project, files: readonly string[]): string[] {
  const targets = new Set(tangled.targets.map(({ path }) => path))
  return files.filter((path) => source.test(path) && !generated.test(path) && !targets.has(path)).sort()
}

/**
 * The words of sources. Of tests counts what they pass to programs: variables, and flags unless the project's programs say
 * themselves which they take. Then a test that still has an old one keeps it alive no longer.
 */
async function scanAll(
  { fileSystem }: Project,
  files: readonly string[],
  { isTold, isAsked }: { readonly isTold: boolean; readonly isAsked: boolean },
): Promise<{ words: SourceWords; facts: SourceFacts }> {
  const words = noWords()
  const facts = noFacts()
  const code = new Map<string, string>()
  for (const path of files) {
    const text = await fileSystem.read(path).catch(() => undefined)
    if (text === undefined || text.length > largestSource) continue
    if (tests.test(path)) {
      scanOutside(text, isTold ? { ...words, flags: new Set() } : words)
      scanDeclaredFlags(text, words.flags)
      continue
    }
    scanSource(path, text, words, !tools.test(path))
    if (isAsked) scanFacts(path, text, facts)
    if (isAsked && !tools.test(path)) code.set(path, text)
  }
  facts.wrongDefaults.push(...compareDefaults(code))
  return { words, facts }
}
