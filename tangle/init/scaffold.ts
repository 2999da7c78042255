import { configNames } from '../config/load-config.ts'
import type { FileSystem } from '../model/file-system.ts'
import { entangledFiles } from '../project/project.ts'

/** Files for a project that has none of its own yet. */
export interface Scaffold {
  readonly files: readonly ScaffoldFile[]
  /** What is there already and does the same: it is left alone. */
  readonly kept: readonly string[]
  /** There is a `package.json` that does not mention the toolchain. */
  readonly lacksPackage: boolean
}

export interface ScaffoldFile {
  readonly path: string
  readonly text: string
}

const exampleFolder = 'examples'
/** Where GitHub looks for it. */
export const workflowPath = '.github/workflows/tangle.yml'

/**
 * A page, the example that it makes, a configuration and a workflow for CI. No file that is there is touched, and none
 * is judged by the new configuration: where other pages or examples are, it names only what it adds. A project with a
 * configuration keeps its own pages, and gets the workflow if it has none.
 *
 * @param folder where the project is in its repository; empty at the root of it.
 * @throws FileError if a file is where a folder is needed.
 */
export async function makeScaffold(fileSystem: FileSystem, folder: string): Promise<Scaffold> {
  const settings = [...configNames, 'entangled.toml', ...entangledFiles.filter((path) => path.startsWith('.'))]
  const kept = (await Promise.all(settings.map((path) => exists(path, fileSystem)))).flatMap((isThere, at) =>
    isThere ? [settings[at] ?? ''] : [],
  )
  const files = kept.length === 0 ? await makeProject(fileSystem) : []
  if (await exists(workflowPath, fileSystem)) kept.push(workflowPath)
  else files.push({ path: workflowPath, text: makeWorkflow(await installCommand(fileSystem), folder) })
  // Half a project would be taken for a whole one the next time. A path through a file is refused here.
  const needed = [...files.map(({ path }) => path), ...(files.length > 1 ? [`${exampleFolder}/x`] : [])]
  for (const path of needed) await fileSystem.realPath(path)
  return { files, kept, lacksPackage: await lacksPackage(fileSystem) }
}

/** Without the package `npx tangle` would fetch in CI what somebody else calls so. */
async function lacksPackage(fileSystem: FileSystem): Promise<boolean> {
  const text = await fileSystem.read('package.json')
  return text !== undefined && !text.includes('"@parley/tangle"')
}

async function makeProject(fileSystem: FileSystem): Promise<ScaffoldFile[]> {
  const [pages, examples] = await Promise.all([fileSystem.glob(['docs/**/*.md']), fileSystem.glob(['examples/**'])])
  let name = 'hello'
  for (let at = 2; await isTaken(name, fileSystem); at++) name = `hello-${at}`
  const page = `docs/${name}.md`
  const example = `examples/${name}.mjs`
  const config = {
    pages: [pages.length === 0 ? 'docs/**/*.md' : page],
    // A folder of ours holds nothing else.
    ...(examples.length === 0 && { outputs: ['examples'] }),
    examples: { include: [examples.length === 0 ? 'examples/*' : example] },
  }
  return [
    { path: page, text: makePage(name, example) },
    { path: 'tangle.config.json', text: `${JSON.stringify(config, undefined, 2)}\n` },
  ]
}

async function isTaken(name: string, fileSystem: FileSystem): Promise<boolean> {
  const paths = [`docs/${name}.md`, `examples/${name}.mjs`]
  return (await Promise.all(paths.map((path) => exists(path, fileSystem)))).includes(true)
}

async function exists(path: string, fileSystem: FileSystem): Promise<boolean> {
  return (await fileSystem.glob([path])).length > 0 || (await fileSystem.read(path)) !== undefined
}

/** How the packages of the project are installed, by the file that pins them. */
async function installCommand(fileSystem: FileSystem): Promise<string> {
  if (await exists('pnpm-lock.yaml', fileSystem)) return 'corepack pnpm install --frozen-lockfile'
  if (await exists('yarn.lock', fileSystem)) return 'corepack yarn install --immutable'
  if (await exists('package-lock.json', fileSystem)) return 'npm ci'
  // A project in another language need not get a `package.json` for it.
  return (await exists('package.json', fileSystem)) ? 'npm install' : 'npm install --no-save @parley/tangle'
}

function makePage(name: string, example: string): string {
  return `# Hello

This page is a program. A block with a name is a part of it:

\`\`\`js {#greet}
console.log('Hello from a page')
\`\`\`

A block with \`file=\` puts the parts together. Readers need not see it, so it stands in a comment:

<!--
\`\`\`js {file=${example}}
<<greet>>
\`\`\`
-->

The program prints:

\`\`\`text {output=${name}}
Hello from a page
\`\`\`

Change a word in one of the blocks, and \`npx tangle check\` or \`npx tangle run\` says what no longer fits.
`
}

function makeWorkflow(install: string, folder: string): string {
  const defaults =
    folder === '' ? '' : `    defaults:\n      run:\n        working-directory: ${JSON.stringify(folder)}\n`
  return `name: tangle

on:
  push:
  pull_request:

permissions:
  contents: read

jobs:
  tangle:
    runs-on: ubuntu-latest
${defaults}    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - run: ${install}
      - run: npx tangle check --reporter github
      - run: npx tangle run --reporter github
`
}
