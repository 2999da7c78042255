import type { FileSystem } from '../model/file-system.ts'
import type { ScaffoldFile } from './scaffold-file.ts'

/** Where the first example goes. A folder of ours holds nothing else. */
export const exampleFolder = 'examples'

/** A page, the example that it makes, and a configuration that names only these where others are. */
export async function makeFirstProject(fileSystem: FileSystem): Promise<ScaffoldFile[]> {
  const [pages, examples] = await Promise.all([
    fileSystem.glob(['docs/**/*.md']),
    fileSystem.glob([`${exampleFolder}/**`]),
  ])
  let name = 'hello'
  for (let at = 2; await isTaken(name, fileSystem); at++) name = `hello-${at}`
  const page = `docs/${name}.md`
  const example = `${exampleFolder}/${name}.mjs`
  const config = {
    pages: [pages.length === 0 ? 'docs/**/*.md' : page],
    ...(examples.length === 0 && { outputs: [exampleFolder] }),
    examples: { include: [examples.length === 0 ? `${exampleFolder}/*` : example] },
  }
  return [
    { path: page, text: makePage(name, example) },
    { path: 'tangle.config.json', text: `${JSON.stringify(config, undefined, 2)}\n` },
  ]
}

async function isTaken(name: string, fileSystem: FileSystem): Promise<boolean> {
  const paths = [`docs/${name}.md`, `${exampleFolder}/${name}.mjs`]
  return (await Promise.all(paths.map((path) => fileSystem.exists(path)))).includes(true)
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
