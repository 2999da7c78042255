import { expect, it } from 'vitest'
import { tanglePages } from '../../../tangle/resolve/tangle-pages.ts'

const block = (attributes: string, code = '1') => `# A page\n\n\`\`\`ts {${attributes}}\n${code}\n\`\`\`\n`

/** `page:line:column code`, each with the pages that it mentions. */
function diagnose(pages: Readonly<Record<string, string>>): string[] {
  const sources = Object.entries(pages).map(([path, text]) => ({ path, text }))
  return tanglePages(sources).diagnostics.map(({ code, location, related = [] }) =>
    [`${location?.file}:${(location?.start.line ?? 0) + 1} ${code}`, ...related.map((one) => one.location.file)].join(
      ' ',
    ),
  )
}

it.each([
  [
    'a file on two pages',
    { 'a.md': block('file=x.ts'), 'b.md': block('file=x.ts') },
    ['b.md:3 file-on-two-pages a.md'],
  ],
  [
    'however it is spelled',
    { 'a.md': block('file=x.ts'), 'b.md': block('file=./x.ts') },
    ['b.md:3 file-on-two-pages a.md'],
  ],
  [
    'each further page',
    { 'a.md': block('file=x.ts'), 'b.md': block('file=x.ts'), 'c.md': block('file=x.ts') },
    ['b.md:3 file-on-two-pages a.md', 'c.md:3 file-on-two-pages a.md'],
  ],
  ['not its parts on one page', { 'a.md': block('file=x.ts') + block('file=x.ts') }, []],
  ['not its parts with a name', { 'a.md': block('#x file=x.ts'), 'b.md': block('#x file=x.ts') }, []],
  ['not a part that only has the name', { 'a.md': block('#x file=x.ts'), 'b.md': block('#x') }, []],
])('reports %s', (_, pages, found) => {
  expect(diagnose(pages)).toEqual(found)
})
