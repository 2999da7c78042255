import type { DifyGroups } from './dify/groups/segments.ts'
import type { Operation } from './operations/operation.ts'
import type { UniqueGroups } from './unique/groups/segments.ts'

/** What a mock is put together from, loaded or to be loaded when a request asks for it. */
export interface MockParts {
  readonly unique: UniqueGroups
  readonly dify: DifyGroups
  /** Every operation of both specifications. */
  readonly operations: () => readonly Operation[] | Promise<readonly Operation[]>
}
