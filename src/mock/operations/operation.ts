import type { Platform } from '../deviation.ts'

/** An operation that a specification names, whether or not the mock plays it. */
export interface Operation {
  readonly platform: Platform
  /** `*` where the specification names none. */
  readonly method: string
  /** Below the base path; `{id}` stands for one segment, a last `*` for what the specification does not spell out. */
  readonly path: string
  /** In a few words. */
  readonly purpose: string
  /** Where the specification has it. */
  readonly section: string
  /** The name of it in the SDK, if the SDK has it, such as `dify.chat.send`. */
  readonly sdk?: string
}

/** Operations of one section, each as `METHOD path`, its purpose and its name in the SDK. */
export type OperationRow = readonly [line: string, purpose: string, sdk?: string]

export function operationsOf(platform: Platform, section: string, rows: readonly OperationRow[]): Operation[] {
  return rows.map(([line, purpose, sdk]) => {
    const [method = '', path = ''] = line.split(' ')
    return { platform, method, path, purpose, section, ...(sdk === undefined ? {} : { sdk }) }
  })
}
