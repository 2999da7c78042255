import { expect, test } from 'vitest'
import type { TangleConfig } from '../../../tangle/config/config.ts'
import { openProject } from '../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'

const caption = "```ts file='a.ts'\nexport const a = 1\n```\n"

async function targetsOf(text: string, config: TangleConfig = {}, more: Record<string, string> = {}) {
  const fileSystem = new MemoryFileSystem({ 'page.md': text, ...more })
  const project = await openProject({ root: '/project', config: { pages: ['*.md'], ...config }, fileSystem })
  return [project.tangled.targets.map(({ path }) => path).join(' '), project.captions ?? false] as const
}

test('`file=` outside of braces is a caption where nothing says that pages write files', async () => {
  expect(await targetsOf(caption)).toEqual(['', true])
  expect(await targetsOf('```ts {file=a.ts}\n1\n```\n')).toEqual(['a.ts', false])
})

test.each([
  ['a block with a name', `${caption}\n\`\`\`ts {#b}\n\`\`\`\n`, {}, {}],
  ['one with its file in braces', `${caption}\n\`\`\`ts {file=a.ts}\n\`\`\`\n`, {}, {}],
  ['its own name', caption.replace('ts ', 'ts #b '), {}, {}],
  ['`outputs`', caption, { outputs: ['src'] }, {}],
  ['`examples`', caption, { examples: { include: ['*.ts'] } }, {}],
  ['a ledger', caption, {}, { 'tangle.ledger': '' }],
])('%s says so', async (_, text, config, more) => {
  expect(await targetsOf(text, config, more)).toEqual(['a.ts', false])
})
