/**
 * Starts a worker that reaches nothing but the scripts in one folder, whatever the program in it finds out: a policy of
 * the browser says so. A static host sends no headers, so the policy is that of an empty frame, whose workers inherit it.
 *
 * @param folder The address of the folder, with `/` at its end.
 * @param script The name of the worker's script in there.
 */
export async function startConfinedWorker(folder: string, script: string, name: string): Promise<ConfinedWorker> {
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.title = 'The place that a program runs in'
  const policy = `default-src 'none'; script-src 'unsafe-eval' 'wasm-unsafe-eval' blob: ${folder}; worker-src blob: ${folder}`
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy.replaceAll('"', '&quot;')}">`
  await new Promise((resolve) => {
    frame.addEventListener('load', resolve, { once: true })
    document.body.append(frame)
  })
  const scope = frame.contentWindow as (Window & typeof globalThis) | null
  if (!scope) throw new Error('The page has gone.')
  const text = `import ${JSON.stringify(folder + script)}\n`
  const address = scope.URL.createObjectURL(new scope.Blob([text], { type: 'text/javascript' }))
  const worker = new scope.Worker(address, { type: 'module', name })
  return {
    worker,
    end() {
      worker.terminate()
      scope.URL.revokeObjectURL(address)
      frame.remove()
    },
  }
}

/** A worker, and how it ends. */
export interface ConfinedWorker {
  readonly worker: Worker
  end(): void
}
