import { defineConfig } from '@parley/tangle'
import { unshownExports } from './test/unshown-exports.ts'

export default defineConfig({
  pages: ['docs/**/*.md', 'README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  outputs: ['examples_from_docs', 'test/scenarios'],
  examples: {
    include: ['examples_from_docs/*.{ts,sh,py}'],
    host: 'test/host.ts',
    runners: {
      '.sh': {
        command: ['sh', '{file}'],
        requires: ['sh', 'curl'],
        trace: {
          command: ['sh', '-x', '{file}'],
          // In front of each command `+12: `, with a sign for each level; a shell that does not count its lines for
          // scripts complains about that, in a message that has the number all the same.
          // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell puts the number there.
          env: { PS4: '+${LINENO?}: ' },
          pattern: '^(?:\\++|\\S.*\\.sh: )(\\d+): ',
        },
      },
      '.py': {
        command: ['python3', '{file}'],
        trace: {
          // `trace` replaces these names by the folders of the standard library.
          command: ['python3', '-m', 'trace', '--trace', '--ignore-dir', '$prefix:$exec_prefix', '{file}'],
          pattern: '^\\w+\\.py\\((\\d+)\\): ',
        },
      },
    },
  },
  commands: { except: ['npm ci'] },
  words: {
    level: 'error',
    commands: ['tangle'],
    ignore: {
      '--env-file': 'An option of Node.',
      'process.env': 'The environment of Node.',
      'hovers/tutorials/set-up.json': 'A file of a built site.',
      contentId_chunkId: 'The form of a name on the platform.',
      whatever: 'A variable of the reader.',
      _async: 'The ending of method names in unique_toolkit, for Python.',
      iterable_content: 'A name of unique_toolkit, for Python.',
      update_from_event: 'A name of unique_toolkit, for Python.',
    },
  },
  tables: {
    diagnostics: async () => (await import('./tangle/report/explanations.ts')).formatCatalogue(),
    catalogue: async () => (await import('./test/mutations/catalogue/score.ts')).formatCatalogueScore(),
    mutations: async () => (await import('./test/mutations/prose/score.ts')).formatScore(),
  },
  executable: ['ts', 'js', 'sh', 'python', 'text', 'json', 'yaml'],
  coverage: {
    entryPoints: ['src/index.ts', 'src/unique/index.ts', 'src/dify/index.ts', 'src/mock/index.ts', 'src/node/index.ts'],
    unshown: unshownExports,
  },
})
