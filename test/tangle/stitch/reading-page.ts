import { expect } from 'vitest'
import { type MemoryProject, tangledProject } from './memory-project.ts'

/** A page with blocks in blocks, and one target. */
export const page = `# Reading

\`\`\`ts {file=x.ts}
start()
<<read>>

for (const a of b) {
  <<each>>
}
\`\`\`

Text in between.

\`\`\`ts {#read}
const b = read()
\`\`\`

\`\`\`ts {#each}
if (a) {
  show(a)

  hide(a)
}
\`\`\`
`

/** What one edit of `x.ts` makes of the page. */
export async function stitched(before: string, after: string, text = page): Promise<string> {
  const project = await tangledProject({ 'a.md': text })
  project.edit('x.ts', before, after)
  const edited = project.read('x.ts')
  expect((await project.stitch()).diagnostics).toEqual([])
  expect(project.read('x.ts')).toBe(edited)
  await project.tangle()
  expect(project.read('x.ts')).toBe(edited)
  return project.read('a.md')
}

/** What is reported; fails if anything is written. */
export async function conflicts(project: MemoryProject, options?: Parameters<MemoryProject['stitch']>[0]) {
  const before = new Map(project.fileSystem.files)
  const { diagnostics, written } = await project.stitch(options)
  expect(written).toEqual([])
  expect(new Map(project.fileSystem.files)).toEqual(before)
  expect(diagnostics.length).toBeGreaterThan(0)
  return diagnostics
}
