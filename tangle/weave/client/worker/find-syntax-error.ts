/** A line and, where it is known, a column, both 1-based. */
export interface Position {
  readonly line: number
  readonly column?: number
}

/** The part of an error event that is used. */
interface WorkerError {
  readonly message?: string
  readonly lineno?: number
  readonly colno?: number
  preventDefault(): void
}

/**
 * Asks the engine where it stops reading a script. A function that is made of text does not tell, a worker does. Nothing
 * is found where there are no workers.
 *
 * @param script its first statement throws, so that nothing of it runs even where it can be read.
 */
export async function findSyntaxError(script: string): Promise<Position | undefined> {
  if (!('Worker' in globalThis)) return undefined
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  const worker = new Worker(address)
  try {
    return await new Promise((resolve) => {
      worker.onerror = (event: WorkerError) => {
        event.preventDefault()
        const { message = '', lineno = 0, colno = 0 } = event
        resolve(/SyntaxError/.test(message) && lineno > 0 ? { line: lineno, column: Math.max(colno, 1) } : undefined)
      }
    })
  } finally {
    worker.terminate()
    URL.revokeObjectURL(address)
  }
}
