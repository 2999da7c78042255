import type { SnippetForm } from './snippet.ts'
import { parseCode, type ParsedCode, type SyntaxProblem } from './syntax.ts'

/** What stands around a text of a form, so that both together are a module. Each is a line of its own. */
export interface Frame {
  readonly before: string
  readonly after: string
}

/** In the order in which they are tried. */
const forms: readonly SnippetForm[] = [
  ...(['module', 'function-body', 'class-members', 'object-members', 'type-members', 'expression', 'type'] as const),
]

const frames: Readonly<Record<SnippetForm, Frame | undefined>> = {
  module: undefined,
  'function-body': { before: 'async function snippet(this: any): Promise<any> {', after: '}' },
  'class-members': { before: 'abstract class Snippet extends (null as any) {', after: '}' },
  'object-members': { before: 'void ({', after: '})' },
  'type-members': { before: 'interface Snippet {', after: '}' },
  expression: { before: 'void [', after: ']' },
  type: { before: 'type Snippet =', after: '' },
}

export interface Reading {
  readonly form: SnippetForm
  readonly frame: Frame | undefined
  readonly language: 'ts' | 'tsx'
  readonly text: string
  /** Of the text in its frame. */
  readonly parsed: ParsedCode
  readonly isAmbient: boolean
}

/** A text in its frame. */
export function framed(text: string, frame: Frame | undefined): string {
  return frame ? `${frame.before}\n${text}\n${frame.after}` : text
}

/** The first form and language in which a text parses, or what the parser has against it as a module. */
export function findForm(
  text: string,
  languages: readonly ('ts' | 'tsx')[],
): Reading | SyntaxProblem {
  let problem: SyntaxProblem | undefined
  for (const form of forms) {
    for (const language of languages) {
      const frame = frames[form]
      const parsed = parseCode(framed(text, frame), language)
      if (!parsed.problem) return { form, frame, language, text, parsed, isAmbient: false }
      problem ??= parsed.problem
      if (form === 'module' && language === 'ts') {
        // `const a: string` and `function f(): void` are how references show what there is.
        const ambient = parseCode(text, 'dts')
        if (!ambient.problem) return { form, frame, language, text, parsed: ambient, isAmbient: true }
      }
    }
  }
  return problem ?? { message: 'This is no code.', start: 0, end: 0 }
}

/** Dots in front of what closes a list stand for more of the same, as in `f(...)` and `{ ... }`. */
export function withoutInlineDots(text: string): string {
  return text.replace(/(?:\.{3}|…)(?=\s*[)}\]>,;])/g, (dots) => ' '.repeat(dots.length)).replaceAll('…', ' ')
}
