import { difyOperations } from './dify-operations.ts'
import type { Operation } from './operation.ts'
import { uniqueOperations } from './unique-operations.ts'

export type { Operation } from './operation.ts'
export { createOperationFinder, isPlayed, type PlayedRoute } from './unplayed.ts'

/** Every operation of both specifications. */
export const operations: readonly Operation[] = [...uniqueOperations, ...difyOperations]
