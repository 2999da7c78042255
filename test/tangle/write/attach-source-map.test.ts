import { mkdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import type { Target } from '../../../tangle/model/origin-map.ts'
import type { Page } from '../../../tangle/model/page.ts'
import { tanglePages } from '../../../tangle/project/tangle-pages.ts'
import { withInlineSourceMap } from '../../../tangle/write/inline-source-map.ts'
import { toSourceMap } from '../../../tangle/write/source-map.ts'
import { runCommand, temporaryProject } from '../temporary-project.ts'

const text = `# Größe

\`\`\`js {file=out/deep/fail.mjs}
<<helper>>
    <<call>>
\`\`\`

- \`\`\`js {#helper}
  const fail = () => { throw new Error('no') }
  \`\`\`

\`\`\`js {#call}
fail()
\`\`\`
`
const place = (needle: string) => {
  const lines = text.split('\n')
  const line = lines.findIndex((candidate) => candidate.includes(needle))
  return { line: line + 1, column: lines[line]?.indexOf(needle) ?? -1 }
}

async function projectWith(write: (target: Target, pages: readonly Page[]) => Record<string, string>) {
  const { targets, pages } = tanglePages([{ path: 'docs/a page.md', text }])
  const [target] = targets
  if (!target) throw new Error('The page has a target.')
  return temporaryProject({ 'docs/a page.md': text, ...write(target, pages) })
}

const inline = (target: Target, pages: readonly Page[]) => ({ [target.path]: withInlineSourceMap(target, pages) })

describe('a source map that is attached to a target', () => {
  it.each<[string, typeof inline]>([
    ['its last line', inline],
    [
      'a file beside it',
      (target, pages) => ({
        [target.path]: `${target.text}//# sourceMappingURL=fail.mjs.map\n`,
        [`${target.path}.map`]: JSON.stringify(toSourceMap(target, pages, (page) => `../../${page}`)),
      }),
    ],
    [
      'a file in a folder of its own',
      (target, pages) => ({
        [target.path]: `${target.text}//# sourceMappingURL=../../.tangle/maps/fail.mjs.map\n`,
        '.tangle/maps/fail.mjs.map': JSON.stringify(toSourceMap(target, pages, (page) => `../../${page}`)),
      }),
    ],
  ])('as %s has Node show places of the page', async (_, write) => {
    const project = await projectWith(write)
    const { stderr } = await runCommand(process.execPath, ['--enable-source-maps', 'out/deep/fail.mjs'], project.root)
    const thrown = place('new Error')
    const called = place('fail()')
    const page = join(project.root, 'docs/a page.md').replaceAll('\\', '/')
    const shown = decodeURIComponent(stderr).replaceAll('\\', '/')
    expect(shown).toContain(`${page}:${thrown.line}:${thrown.column + 1}`)
    expect(shown).toContain(`${page}:${called.line}:${called.column + 1}`)
  })

  it('is composed into the map of a bundle', async () => {
    const project = await projectWith(inline)
    const outfile = join(project.root, 'bundle/all.js')
    await mkdir(dirname(outfile))
    const { outputFiles } = await build({
      entryPoints: [join(project.root, 'out/deep/fail.mjs')],
      outfile,
      bundle: true,
      minify: true,
      write: false,
      sourcemap: 'external',
      logLevel: 'silent',
    })
    const [map, code] = outputFiles.map((file) => file.text).sort((a) => (a.startsWith('{') ? -1 : 1))
    const trace = new TraceMap(map ?? '')
    const column = code?.indexOf('new Error') ?? -1
    const found = originalPositionFor(trace, { line: 1, column })
    expect(found).toMatchObject(place('new Error'))
    expect(found.source).toBe(relative(dirname(outfile), join(project.root, 'docs/a page.md')).replaceAll('\\', '/'))
    expect(trace.sourcesContent).toEqual([text])
  })

  it('is a comment of the language', () => {
    const { targets, pages } = tanglePages([{ path: 'a.md', text: '```css {file=a.css}\nb {}\n```\n' }])
    expect(targets.map((target) => withInlineSourceMap(target, pages))[0]).toMatch(
      /^b \{\}\n\/\*# sourceMappingURL=data:application\/json;charset=utf-8;base64,[\w+/=]+ \*\/\n$/,
    )
  })
})
