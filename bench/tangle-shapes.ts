import { tanglePages } from '../tangle/project/tangle-pages.ts'

// `npx tsx bench/tangle-shapes.ts`: shapes of pages that are long in one way, at a size and at half of it. What grows
// with the square of the size would take four times as long.

interface Shape {
  readonly name: string
  readonly size: number
  readonly make: (size: number) => string
  /** Lines of its target; `undefined` if it has to be refused. */
  readonly lines?: (size: number) => number
}

const target = '```txt {file=x.txt}\n<<n0>>\n```\n'
const block = (name: string, ...lines: string[]) => `\`\`\`txt {#${name}}\n${lines.join('\n')}\n\`\`\`\n`
const repeat = (count: number, make: (index: number) => string) => Array.from({ length: count }, (_, at) => make(at))

const shapes: readonly Shape[] = [
  {
    name: 'parts of one name',
    size: 16_000,
    make: (size) => repeat(size, () => block('n0', 'x')).join('\n') + target,
    lines: (size) => size,
  },
  {
    name: 'references inside each other',
    size: 2000,
    make: (size) =>
      repeat(size, (at) => (at === size - 1 ? block(`n${at}`, 'x') : block(`n${at}`, `<<n${at + 1}>>`, 'x'))).join(
        '\n',
      ) + target,
    lines: (size) => size,
  },
  {
    name: 'lines of one block',
    size: 100_000,
    make: (size) => block('n0', ...repeat(size, (at) => `line ${at}`)) + target,
    lines: (size) => size,
  },
  {
    name: 'references in one block',
    size: 50_000,
    make: (size) => block('n0', ...repeat(size, () => '<<n1>>')) + block('n1', 'x') + target,
    lines: (size) => size,
  },
  {
    name: 'doublings, which are refused',
    size: 60,
    make: (size) =>
      repeat(size, (at) => block(`n${at}`, ...(at === size - 1 ? ['x'] : [`<<n${at + 1}>>`, `<<n${at + 1}>>`]))).join(
        '\n',
      ) + target,
  },
]

for (const shape of shapes) {
  const [half, whole] = [shape.size / 2, shape.size].map((size) => measureShape(shape, size)) as [number, number]
  const ratio = (whole / half).toFixed(1)
  console.log(`${shape.size} ${shape.name}: ${whole.toFixed(0)} ms, ${ratio} times as long as for half as many`)
}

/** Milliseconds; the least of three, since other programs only add to it. */
function measureShape({ make, lines, name }: Shape, size: number): number {
  const text = make(size)
  const times = [0, 1, 2].map(() => {
    const started = performance.now()
    const { targets, diagnostics } = tanglePages([{ path: 'a.md', text }])
    const time = performance.now() - started
    const isRefused = diagnostics.some(({ code }) => code === 'expansion-limit')
    const found = (targets[0]?.text ?? '').split('\n').length - 1
    if (isRefused !== (lines === undefined) || (lines && found !== lines(size)))
      throw new Error(`${size} ${name} come out as ${found} lines.`)
    return time
  })
  return Math.min(...times)
}
