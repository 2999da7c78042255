import { type Debugger, type Profiler, Session } from 'node:inspector'
import type { SourceMapInput } from '@jridgewell/trace-mapping'
import type { ScriptCoverage } from './script-coverage.ts'

/** What an action returned, and what V8 counted in this process while it ran. */
export interface ProfiledRun<Value> {
  readonly value: Value
  readonly scripts: readonly ScriptCoverage[]
}

/**
 * Counts what runs in this thread while an action does, in the scripts whose addresses `isWanted` says yes to. Of
 * modules that were loaded before, V8 knows functions only.
 */
export async function profileModules<Value>(
  isWanted: (url: string) => boolean,
  action: () => Promise<Value>,
): Promise<ProfiledRun<Value>> {
  const session = new Session()
  session.connect()
  try {
    const maps = new Map<string, string | undefined>()
    session.on('Debugger.scriptParsed', ({ params }) => void maps.set(params.scriptId, params.sourceMapURL))
    await post(session, 'Debugger.enable')
    await post(session, 'Profiler.enable')
    await post(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: true })
    const value = await action()
    const { result } = await post<Profiler.TakePreciseCoverageReturnType>(session, 'Profiler.takePreciseCoverage')
    const wanted = result.filter(({ url }) => isWanted(url))
    const scripts = await Promise.all(
      wanted.map(async ({ scriptId, url, functions }) => {
        const source = await post<Debugger.GetScriptSourceReturnType>(session, 'Debugger.getScriptSource', { scriptId })
        const text = source.scriptSource
        return { url, functions, text, map: inlineMap(maps.get(scriptId)) ?? identityMap(url, text) }
      }),
    )
    return { value, scripts }
  } finally {
    // With the session, its profiler and debugger end.
    session.disconnect()
  }
}

function post<Result>(session: Session, method: string, parameters: object = {}): Promise<Result> {
  return new Promise((resolve, reject) => {
    session.post(method, parameters, (error, result) => {
      if (error) reject(new Error(`${method}: ${error.message}`))
      else resolve(result as Result) // the caller names the form that the protocol gives for the method
    })
  })
}

function inlineMap(url: string | undefined): SourceMapInput | undefined {
  const encoded = /^data:application\/json[^,]*;base64,(.*)$/s.exec(url ?? '')?.[1]
  return encoded === undefined ? undefined : JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))
}

/** A module without a map runs as it was written: every word leads to itself. */
function identityMap(url: string, source: string): SourceMapInput {
  const mappings = source
    .split('\n')
    .map((line, at) =>
      [...line.matchAll(/\S+/g)].map(({ index }): [number, number, number, number] => [index, 0, at, index]),
    )
  return { version: 3, names: [], sources: [url], mappings }
}
