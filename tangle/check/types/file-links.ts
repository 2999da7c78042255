import type { CodeRange, FileLinks } from './compiler.ts'

/** What both kinds of compiler keep about a file that they have parsed. */
export interface LinkedFile {
  readonly imports: readonly { readonly text: string }[]
  readonly moduleAugmentations: readonly unknown[]
  readonly ambientModuleNames: readonly string[]
  readonly referencedFiles: readonly unknown[]
  readonly typeReferenceDirectives: readonly unknown[]
  readonly libReferenceDirectives: readonly unknown[]
}

export function toFileLinks(file: LinkedFile, isModule: boolean): FileLinks {
  const outward = [
    ...[file.moduleAugmentations, file.ambientModuleNames, file.referencedFiles],
    ...[file.typeReferenceDirectives, file.libReferenceDirectives],
  ]
  const reachesOut = outward.some((list) => list.length > 0)
  return { isModule, reachesOut, imports: file.imports.map(({ text }) => text) }
}

export function toRange(path: string, start: number, end: number): CodeRange {
  return { path, start, length: Math.max(0, end - start) }
}

/**
 * Whether a file changes what files that do not import it see, as far as its text tells: rather once too often than
 * missed.
 */
export function changesWorld(text: string): boolean {
  const code = withoutComments(text)
  return (
    !/^\s*(?:import|export)\b/m.test(code) || /\bdeclare\s+(?:global\b|module\s*['"])|\bas\s+namespace\b/.test(code)
  )
}

/** What a file of declarations says. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g, '')
}
