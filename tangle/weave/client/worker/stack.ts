/** A line of the program that a stack goes through, 1-based, as the program's source counts. */
export interface Frame {
  readonly line: number
  readonly column: number
  /** The function, where it has a name. */
  readonly name: string | undefined
}

/** What browsers call the program in a stack. It is the file's name and nothing else, so that it is easily found. */
let program: { readonly file: string; readonly offset: number } | undefined

/** Says what to look for in stacks: `offset` lines stand in front of the first line of the program. */
export function nameProgram(file: string, offset: number): void {
  program = { file, offset }
}

/** The lines of the program in a stack, innermost first. In any browser: `at f (a.ts:3:1)`, `f@a.ts:3:1`. */
export function framesOf(stack: string): Frame[] {
  if (!program) return []
  const { file, offset } = program
  return stack.split('\n').flatMap((text) => {
    const at = text.lastIndexOf(`${file}:`)
    const [, line, column] = (at === -1 ? undefined : /^:(\d+):(\d+)/.exec(text.slice(at + file.length))) ?? []
    if (line === undefined || column === undefined || Number(line) <= offset) return []
    const name = /^\s*at (?:async )?(\S+) \(/.exec(text)?.[1] ?? /^([^@\s]+)@/.exec(text)?.[1]
    const isOwn = name !== undefined && !/^(?:eval|anonymous|AsyncFunction|.*\.eval)$/.test(name)
    return [{ line: Number(line) - offset, column: Number(column), name: isOwn ? name : undefined }]
  })
}

/** An error with the frames that are lines of the program; those of the page's own scripts say nothing to a reader. */
export function cleanStack(error: Error): string {
  const head = headOf(error)
  const frames = framesOf(error.stack ?? '')
  const lines = frames.map(({ line, column, name }) => {
    const place = `${program?.file}:${line}:${column}`
    return `    at ${name === undefined ? place : `${name} (${place})`}`
  })
  return [head, ...lines].join('\n')
}

/** `TypeError: message`, also where the stack does not begin with it. */
function headOf(error: Error): string {
  const { name, message } = error
  return message === '' ? name : `${name}: ${message}`
}
