import type { Project } from '../../project/project.ts'
import { noWords, type SourceWords, scanOutside, scanSource } from './scan-source.ts'

const source =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|jsonc?|json5|ya?ml|toml|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|hpp|cs|php|lua|jl|sh|bash|zsh|sql|prisma|graphql|proto|css|scss|env|example)$|(?:^|\/)(?:Dockerfile|Makefile|justfile|\.env[\w.]*)$/i

/** Written by a tool, or from other files, or what says here which words are unknown. */
const generated =
  /^tangle\.config\.[a-z]+$|(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|[^/]*\.min\.js)$/

/** They name what is no more, and what never was. */
const tests =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|fixtures?|__fixtures__|__snapshots__|__mocks__)\/|\.(?:test|spec|test-d|bench)\.[cm]?[jt]sx?$|\.snap$/i

/** Larger ones are data. */
const largestSource = 1_000_000

/** Of the files of a project those that its words are in: not its targets, whose words are those of the pages. */
export function sourcesAmong({ tangled }: Project, files: readonly string[]): string[] {
  const targets = new Set(tangled.targets.map(({ path }) => path))
  return files.filter((path) => source.test(path) && !generated.test(path) && !targets.has(path)).sort()
}

/** The words of sources. Of tests counts what they pass to programs. */
export async function readProjectWords({ fileSystem }: Project, files: readonly string[]): Promise<SourceWords> {
  const found = noWords()
  for (const path of files) {
    const text = await fileSystem.read(path).catch(() => undefined)
    if (text === undefined || text.length > largestSource) continue
    if (tests.test(path)) scanOutside(text, found)
    else scanSource(path, text, found)
  }
  return found
}

/** Adds the words of the blocks of all pages, except those that nobody checks. */
export function addBlockWords({ tangled }: Project, found: SourceWords): void {
  for (const { blocks } of tangled.pages) {
    for (const { attributes, content, header, language, name, target } of blocks) {
      if (name !== undefined) found.words.add(name)
      if (attributes.get('check')?.value === 'skip') continue
      const text = [...header.map((line) => line.text), content ?? ''].join('\n')
      scanSource(
        /^(?:py|python|sh|bash|shell|console|ya?ml|toml|ini)$/.test(language ?? '') ? '.sh' : (target ?? '.ts'),
        text,
        found,
      )
    }
  }
}
