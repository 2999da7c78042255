import { assembleMock } from './assemble-mock.ts'
import { difyGroups } from './dify/groups/index.ts'
import type { Mock, MockOptions } from './mock.ts'
import { operations } from './operations/index.ts'
import { uniqueGroups } from './unique/groups/index.ts'

/** Creates both platforms, empty. */
export function createMock(options: MockOptions = {}): Mock {
  return assembleMock(options, { unique: uniqueGroups, dify: difyGroups, operations: () => operations })
}
