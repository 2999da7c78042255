import { test } from 'vitest'
import { vitestProject } from './vitest-project.ts'

const shared = '# Shared\n\n```ts {#greeting}\nconst greeting = "Hello"\n```\n'

const a = `# A

\`\`\`ts {file=out/a.ts}
import { suffix } from "../lib/suffix.ts"
<<greeting>>
console.log(greeting + suffix)
\`\`\`

\`\`\`text {output=a}
Hello!
\`\`\`
`

const b = `# B

\`\`\`ts {file=out/b.ts}
console.log(process.env.WHO)
\`\`\`

\`\`\`text {output=b}
scenario b
\`\`\`
`

const host = `export async function start({ name }) {
  const { who } = await import(\`./scenarios/\${name}.ts\`)
  return { env: { WHO: who }, stop() {} }
}
`

// Ten runs one after the other take their time on a busy machine.
const timeout = 600_000

test('a page runs again when anything changes that its examples depend on, and no other page does', {
  timeout,
}, async () => {
  const project = await vitestProject({
    'tangle.config.json': '{ "examples": { "include": ["out/*.ts"], "host": "host.ts" } }\n',
    'shared.md': shared,
    'a.md': a,
    'b.md': b,
    'out/README': 'esbuild follows relative imports only from a folder that exists.\n',
    'lib/suffix.ts': 'export const suffix: string = "!"\n',
    'lib/more.ts': 'export const more: string = "!"\n',
    'host.ts': host,
    'scenarios/a.ts': 'export const who: string = "scenario a"\n',
    'scenarios/b.ts': 'export const who: string = "scenario b"\n',
  })
  const watched = project.watch()
  await watched.ran({ files: ['a.md', 'b.md'], findings: [] })

  // The page itself.
  await project.edit('a.md', '\nHello!\n', '\nHello?\n')
  await watched.ran({ files: ['a.md'], findings: ['unexpected-output'] })

  // A module that the example imports.
  await project.edit('lib/suffix.ts', '"!"', '"?"')
  await watched.ran({ files: ['a.md'], findings: [] })

  // A module that it imports only now.
  await project.write('lib/suffix.ts', 'import { more } from "./more.ts"\nexport const suffix: string = more\n')
  await watched.ran({ files: ['a.md'], findings: ['unexpected-output'] })
  await project.edit('lib/more.ts', '"!"', '"?"')
  await watched.ran({ files: ['a.md'], findings: [] })

  // A page with a block of its program.
  await project.edit('shared.md', 'Hello', 'Good morning')
  await watched.ran({ files: ['a.md'], findings: ['unexpected-output'] })

  // What the host loads for one example, and the host.
  await project.edit('scenarios/b.ts', 'scenario b', 'scenario c')
  await watched.ran({ files: ['b.md'], findings: ['unexpected-output'] })
  await project.edit('host.ts', 'WHO: who', 'WHO: "scenario b"')
  await watched.ran({ files: ['a.md', 'b.md'], findings: ['unexpected-output'] })

  // The configuration.
  await project.edit('tangle.config.json', '"host.ts"', '"host.ts", "timeout": 20000')
  await watched.ran({ files: ['a.md', 'b.md'], findings: ['unexpected-output'] })
})
