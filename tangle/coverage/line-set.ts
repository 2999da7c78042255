/** Lines of files. Paths are relative to the project root, lines 0-based. */
export class LineSet {
  readonly #lines = new Map<string, Set<number>>()

  add(file: string, line: number): void {
    const lines = this.#lines.get(file)
    if (lines) lines.add(line)
    else this.#lines.set(file, new Set([line]))
  }

  has(file: string, line: number): boolean {
    return this.#lines.get(file)?.has(line) ?? false
  }

  /** The lines of one file, in ascending order. */
  of(file: string): number[] {
    return [...(this.#lines.get(file) ?? [])].sort((a, b) => a - b)
  }
}

/** `12, 15-17` of 0-based lines in ascending order, 1-based as a person reads them. */
export function formatLines(lines: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const line of lines) {
    const last = ranges.at(-1)
    if (last?.[1] === line - 1) last[1] = line
    else ranges.push([line, line])
  }
  return ranges.map(([first, last]) => (first === last ? `${first + 1}` : `${first + 1}-${last + 1}`)).join(', ')
}
