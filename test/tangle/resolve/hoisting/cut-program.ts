import ts from 'typescript'
import type { Random } from './random.ts'

/** A program as a page: blocks in the order of its lines, with its imports in the blocks that use them. */
export function cutProgram(path: string, text: string, random: Random): string {
  const cutter = new Cutter(path, text, random)
  const parts = cutter.cut()
  const references = parts.map((_, at) => `<<part-${at}>>`)
  const blocks = parts.map((part, at) => `\`\`\`\`\`ts {#part-${at}}\n${part.join('\n')}\n\`\`\`\`\`\n`)
  return `\`\`\`\`\`ts {file=${path}}\n${references.join('\n')}\n\`\`\`\`\`\n\n${blocks.join('\n')}`
}

interface Part {
  readonly lines: string[]
  readonly imports: string[]
}

class Cutter {
  readonly #source: ts.SourceFile
  readonly #text: string
  readonly #lines: readonly string[]
  readonly #random: Random

  constructor(path: string, text: string, random: Random) {
    const kind = /\.[cm]?js$/.test(path) ? ts.ScriptKind.JSX : undefined
    this.#source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
    this.#text = text
    this.#lines = text.replace(/\n$/, '').split('\n')
    this.#random = random
  }

  cut(): string[][] {
    const starts = [0, ...this.#boundaries().filter(() => this.#random.chance(60))]
    const moved = this.#source.isDeclarationFile ? [] : this.#choose()
    const gone = new Set(moved.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)))
    const parts = starts.map((start, at): Part => {
      const end = starts[at + 1] ?? this.#lines.length
      return { imports: [], lines: this.#lines.slice(start, end).filter((_, line) => !gone.has(start + line)) }
    })
    let lastEffect = 0
    for (const movable of moved) {
      for (const { text, names } of this.#split(movable.node, movable.comment, movable.trail)) {
        const users = parts.flatMap((part, at) => (names.some((name) => mentions(part, name)) ? [at] : []))
        let target = users[0] ?? this.#random.below(parts.length)
        if (text.includes('/effect-')) target = lastEffect = Math.max(target, lastEffect)
        const places = text.includes('/effect-')
          ? [target]
          : [target, ...users.slice(1).filter(() => this.#random.chance(25))]
        for (const place of places) parts[place]?.imports.push(text)
      }
    }
    return parts.map(({ imports, lines }, at) => this.#insert(imports, lines, at === 0))
  }

  /** Lines in front of which a program may be cut: a statement of the program or of a block begins there. */
  #boundaries(): number[] {
    const found: number[] = []
    const visit = (node: ts.Node) => {
      if (ts.isSourceFile(node) || (ts.isBlock(node) && !ts.isModuleBlock(node.parent)))
        for (const statement of node.statements) {
          const line = this.#firstLine(statement)
          if (line > 0 && !this.#isInTop(statement)) found.push(line)
        }
      if (!ts.isModuleDeclaration(node)) ts.forEachChild(node, visit)
    }
    visit(this.#source)
    return [...new Set(found)].sort((a, b) => a - b)
  }

  /** The line of a statement, or of the comments directly above; 0 if something else stands there. */
  #firstLine(node: ts.Node): number {
    let line = this.#lineOf(node.getStart())
    if (this.#lines[line]?.slice(0, this.#columnOf(node.getStart())).trim() !== '') return 0
    const comments = ts.getLeadingCommentRanges(this.#text, node.getFullStart()) ?? []
    for (const { pos, end } of comments.toReversed()) {
      if (this.#lineOf(end) < line - 1 || this.#lines[this.#lineOf(pos)]?.slice(0, this.#columnOf(pos)).trim() !== '')
        break
      line = this.#lineOf(pos)
    }
    return line
  }

  /** The head stays in the first block: what stands above its first statement would be that of another one. */
  #isInTop(statement: ts.Node): boolean {
    const [first] = this.#source.statements
    return statement === first || (ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression))
  }

  /** Modules with effects are moved all or none, so that they stay in order. */
  #choose() {
    const hasEffect = this.#random.chance(70)
    return this.#movable().filter(({ node }) =>
      node.getText().includes('/effect-') ? hasEffect : this.#random.chance(85),
    )
  }

  #movable() {
    return this.#source.statements.flatMap((node, at, all) => {
      if (!ts.isImportDeclaration(node)) return []
      const from = this.#lineOf(node.getStart())
      const to = this.#lineOf(node.getEnd() - 1)
      const trail = this.#lines[to]?.slice(this.#columnOf(node.getEnd())) ?? ''
      const isAlone = this.#columnOf(node.getStart()) === 0 && /^\s*(\/\/.*|\/\*.*\*\/\s*;?( \/\/.*)?)?$/.test(trail)
      const next = all[at + 1]
      // Without it, what stands above would go on.
      if (
        !isAlone ||
        this.#text.slice(node.getStart(), node.getEnd()).endsWith('\n;') ||
        /^[([`/+\-<]/.test(next?.getText() ?? '')
      )
        return []
      const top =
        at === 0 || !this.#text.slice(node.getFullStart(), node.getStart()).includes('@ts-ignore')
          ? from
          : this.#firstLine(node)
      const guard = /@ts-expect-error/.test(this.#lines[from - 1] ?? '') ? from - 1 : top
      return [{ node, from: guard, to, comment: this.#lines.slice(guard, from), trail }]
    })
  }

  #split(node: ts.ImportDeclaration, comment: readonly string[], trail: string) {
    const clause = node.importClause
    const bindings = clause?.namedBindings
    const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : []
    const names = [
      clause?.name,
      bindings && ts.isNamespaceImport(bindings) ? bindings.name : undefined,
      ...elements.map(({ name }) => name),
    ]
    const locals = names.flatMap((name) => (name ? [name.text] : []))
    const whole = { text: [...comment, node.getText() + trail].join('\n'), names: locals }
    const hasComments = /\/[/*]/.test(node.getText().replace(node.moduleSpecifier.getText(), '')) || comment.length > 0
    if (elements.length < 2 || hasComments || this.#random.chance(30)) return [whole]
    const keyword = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'import type' : 'import'
    const end = this.#text.slice(node.moduleSpecifier.getStart(), node.getEnd()) + trail
    const lone = clause?.name ? [{ text: `${keyword} ${clause.name.text} from ${end}`, names: [clause.name.text] }] : []
    return [
      ...lone,
      ...elements.map((element) => ({
        text: `${keyword} { ${element.getText()} } from ${end}`,
        names: [element.name.text],
      })),
    ]
  }

  /** At the start of a block, or below what stands at the head of the program. */
  #insert(imports: readonly string[], lines: readonly string[], isFirst: boolean): string[] {
    const own = imports.join('\n').split('\n')
    if (imports.length === 0) return [...lines]
    if (!isFirst) {
      const indent = /^\s*/.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0] ?? ''
      const gap = this.#random.chance(40) ? [''] : []
      return [...own.map((line) => (line === '' ? '' : indent + line)), ...gap, ...lines]
    }
    const text = `${lines.join('\n')}\n`
    const source = ts.createSourceFile(this.#source.fileName, text, ts.ScriptTarget.Latest, true)
    const first = source.statements.find(
      (node) => !(ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)),
    )
    const at = first ? source.getLineAndCharacterOfPosition(first.getStart()) : { line: lines.length, character: 0 }
    if (at.character > 0) return [...lines, ...own]
    // Documentation stays with what it documents.
    const line = lines[at.line - 1]?.startsWith('/** @type') ? at.line - 1 : at.line
    return [...lines.slice(0, line), ...own, ...lines.slice(line)]
  }

  #lineOf(offset: number): number {
    return this.#source.getLineAndCharacterOfPosition(offset).line
  }

  #columnOf(offset: number): number {
    return this.#source.getLineAndCharacterOfPosition(offset).character
  }
}

function mentions({ lines }: Part, name: string): boolean {
  return lines.some((line) => !/^\s*(import\b|\/\/)/.test(line) && line.split(/[^\p{ID_Continue}$]+/u).includes(name))
}
