import { createMarkdownRenderer, disposeMdItInstance } from 'vitepress'
import { expect, test } from 'vitest'
import { copyOnlyCommands } from '../../tangle/weave/terminal-blocks.ts'

/** What the copy button of VitePress would copy of the first block of a page. */
async function copied(page: string): Promise<string> {
  // VitePress has one for the whole process.
  disposeMdItInstance()
  const md = await createMarkdownRenderer('.', { codeTransformers: [copyOnlyCommands] }, '/')
  const html = await md.renderAsync(page, { path: 'a.md', relativePath: 'a.md' })
  const code = /<code[^>]*>(.*)<\/code>/s.exec(html)?.[1] ?? ''
  // A line that is left out has the class itself, with spans of its own inside.
  const left = code
    .split('\n')
    .filter((line) => !/^<span class="line vp-copy-ignore/.test(line))
    .map((line) => line.replace(/<span[^>]*vp-copy-ignore[^>]*>[^<]*<\/span>/g, ''))
  return left
    .join('\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#x3C;', '<')
    .replace(/\n+/g, '\n')
}

test.each(['console', 'sh'])(
  'commands in %s are copied without their prompts, and without what they print',
  async (language) => {
    const page = '```LANGUAGE {exit=1}\n$ cat <<END # a\n> b\n> END\nb\nc and d\n\n$ npx tangle \\\n  check\n```\n'
    expect(await copied(page.replace('LANGUAGE', language))).toBe('cat <<END # a\nb\nEND\nnpx tangle \\\n  check')
  },
)

test('other code is copied as it is', async () => {
  expect(await copied('```ts\n$ + 1\n```\n')).toBe('$ + 1')
  expect(await copied('```sh\nls\n$ x\n```\n')).toMatch(/^ls\n/)
})
