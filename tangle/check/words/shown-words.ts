import type { Position } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'
import { showsCommands } from '../../parse/terminal-block.ts'

/** A piece of a block that only shows something, and is read as inline code. */
export interface ShownWords {
  readonly text: string
  readonly position: Position
}

/** A step of a workflow: `- run: npm test`. */
const step = /^(\s*(?:- +)?run: +)([^|>\s].*)$/

/** Commands that a page shows and nobody runs, without their prompts: of a terminal, and of steps of a workflow. */
export function findShownCommands({ blocks }: Page, areRun: boolean): ShownWords[] {
  return blocks.flatMap(({ language, lines, attributes }) => {
    const isRun = areRun && attributes.get('check')?.value !== 'skip'
    const isWorkflow = /^ya?ml$/.test(language ?? '')
    const texts = lines.map(({ text }) => text)
    if (!isWorkflow && (isRun || !showsCommands(language, texts))) return []
    return lines.flatMap(({ text, position }) => {
      const [, prompt = '', command] = (isWorkflow ? step : /^(\s*\$ +)(.*)$/).exec(text) ?? []
      if (command === undefined) return []
      const parts = command.replace(/(?:^|\s)#.*$/, '').matchAll(/(?:[^&|;]|(?<!&)&(?!&))+/g)
      return [...parts].map(({ 0: part, index }) => {
        const at = index + part.length - part.trimStart().length
        return { text: part.trim(), position: { line: position.line, column: position.column + prompt.length + at } }
      })
    })
  })
}

/** A message of a sequence diagram, `A->>B: message`, or the name of one that takes part, `participant A as name`. */
const ofSequence =
  /^(\s*(?:[\w ]+?\s*<?<?--?[->x)]+[+-]?\s*[\w ]+:|(?:create )?(?:participant|actor)\s+\w+\s+as\s))(.*)$/

/** Whether a block is a sequence diagram: it mentions names of code, and declares none. */
export function isSequence(language: string | undefined, content: string | undefined): boolean {
  return language === 'mermaid' && /^\s*sequenceDiagram\b/m.test(content ?? '')
}

/** Names of code that a sequence diagram mentions: what is written as no word of a sentence is. */
export function findDiagramNames({ blocks }: Page): ShownWords[] {
  return blocks.flatMap(({ language, lines, content }) => {
    if (!isSequence(language, content)) return []
    return lines.flatMap(({ text, position }) => {
      const [, before = '', said = ''] = ofSequence.exec(text) ?? []
      return [...said.matchAll(/(?<![\w.])[a-z][\w$]*(?:\.[a-z][\w$]*)*/gi)]
        .filter(([name]) => /[a-z][A-Z]|[a-z]_[a-z]|[a-z]\.[a-z]/.test(name))
        .map(({ 0: name, index }) => {
          return { text: name, position: { line: position.line, column: position.column + before.length + index } }
        })
    })
  })
}
