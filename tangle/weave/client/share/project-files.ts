import type { ProjectParts } from '../run/runnable-example.ts'

/** A program to make a project of. */
export interface ProjectProgram {
  readonly name: string
  /** What the page calls its file. */
  readonly file: string
  /** All of it, as it would run in the page. */
  readonly text: string
  /** The address of the page. */
  readonly address: string
  /** It is not as on the page. */
  readonly isEdited: boolean
  readonly parts: ProjectParts
}

/** The files of a project that runs a program with `npm install` and `npm start`, by path. */
export function projectFiles(program: ProjectProgram): Record<string, string> {
  const { text, parts } = program
  const file = nameFile(program)
  const isServer = /\bexport\s+default\b|\bas\s+default\b/.test(text)
  const start = isServer ? serverFile : file
  const json = {
    name: packageName(program.name),
    private: true,
    type: 'module',
    scripts: { start: `tsx ${start}` },
    dependencies: importedFrom(text, parts.packages),
    devDependencies: parts.tools,
  }
  return {
    'README.md': writeReadme(program, file),
    'package.json': `${JSON.stringify(json, null, 2)}\n`,
    ...(/ts$/.test(file) && { 'tsconfig.json': `${JSON.stringify(tsconfig, null, 2)}\n` }),
    ...(isServer && { [serverFile]: writeServer(file) }),
    [file]: text.replace(/\n*$/, '\n'),
  }
}

const serverFile = 'serve.mjs'

/** For an editor: what runs the program looks at no types. */
const tsconfig = {
  compilerOptions: {
    ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true },
    ...{ skipLibCheck: true, allowImportingTsExtensions: true },
  },
}

/** A file that requires and imports nothing is CommonJS, whatever the package says. */
function nameFile({ file, text }: ProjectProgram): string {
  const isCommonJs = /\brequire\(/.test(text) && !/^\s*(?:import|export)\b/m.test(text)
  return isCommonJs ? file.replace(/\.([jt]s)$/, '.c$1') : file
}

function packageName(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z\d]+/g, '-')
  return plain.replace(/^-|-$/g, '') || 'program'
}

/** The packages that a text names between quotes, whole or in part (`hono/jwt`). */
function importedFrom(text: string, packages: ProjectParts['packages']): Record<string, string> {
  const names = new Set([...text.matchAll(/(['"])([\w@.][\w@./-]*)\1/g)].map(([, , name = '']) => name))
  const isNamed = (known: string) => [...names].some((name) => name === known || name.startsWith(`${known}/`))
  return Object.fromEntries(Object.entries(packages).filter(([known]) => isNamed(known)))
}

function writeReadme({ name, address, isEdited, parts }: ProjectProgram, file: string): string {
  const more = parts.readme === undefined ? '' : `\n${parts.readme.trim()}\n`
  return `# ${name}

The program \`${file}\` of ${address}${isEdited ? ', with the changes that were made to it there' : ''}.

Run it with Node.js 20 or later:

\`\`\`sh
npm install
npm start
\`\`\`
${more}`
}

/** Serves a default export that has `fetch`, as the page asks it and as other runtimes do by themselves. */
function writeServer(file: string): string {
  return `// Serves the default export of the program where it has \`fetch\`, as Bun, Deno and Cloudflare Workers do by themselves.
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import program from './${file}'

if (typeof program?.fetch === 'function') {
  const port = process.env.PORT ?? 3000
  const server = createServer(async (incoming, outgoing) => {
    const { method, url, headers } = incoming
    try {
      const body = method === 'GET' || method === 'HEAD' ? undefined : Readable.toWeb(incoming)
      const address = \`http://\${headers.host}\${url}\`
      const response = await program.fetch(new Request(address, { method, headers, body, duplex: 'half' }), process.env)
      outgoing.writeHead(response.status, [...response.headers].flat())
      if (response.body) Readable.fromWeb(response.body).pipe(outgoing)
      else outgoing.end()
    } catch (error) {
      console.error(error)
      outgoing.writeHead(500).end()
    }
  })
  server.listen(port, () => console.log(\`http://localhost:\${server.address().port}\`))
}
`
}
