import { expect, test } from 'vitest'
import { parsePage } from '../../../tangle/parse/parse-page.ts'

const fences = (path: string, text: string) => parsePage({ path, text }).blocks.map(({ content }) => content)

test('in MDX an element hides no fence, and no indent makes it code', () => {
  const text = `import { Tabs } from './tabs'

<Tabs>
\`\`\`ts
const a = 1
\`\`\`
  <Tab title="b">

      \`\`\`ts
      const b = 2
      \`\`\`
  </Tab>
</Tabs>

{/* a comment */}

export const meta = { title: 'x' }
`
  expect(fences('a.mdx', text)).toEqual(['const a = 1', 'const b = 2'])
  expect(fences('a.md', text)).toEqual([])
})

test('in MDX a comment over several lines hides its fences, but not in a fence', () => {
  const text = `{/* Until it is ready:
\`\`\`ts
const a = 1
\`\`\` */}

\`\`\`tsx
const b = <p>
  {/* two
  lines */}
</p>
\`\`\`

\`\`\`ts
const c = 3
\`\`\`
`
  expect(fences('a.mdx', text)).toEqual(['const b = <p>\n  {/* two\n  lines */}\n</p>', 'const c = 3'])
})
