const waiting = new Set<() => void>()

/**
 * Calls a function when this process ends before it was called off: what was started or made must not outlive whoever
 * did it. There is time for nothing asynchronous then. Returns what calls it off. However many wait, Node sees one
 * listener: it would warn of more than ten.
 */
export function atExit(clean: () => void): () => void {
  if (waiting.size === 0) process.on('exit', cleanAll)
  waiting.add(clean)
  return () => {
    waiting.delete(clean)
    if (waiting.size === 0) process.off('exit', cleanAll)
  }
}

function cleanAll(): void {
  for (const clean of waiting) clean()
}
