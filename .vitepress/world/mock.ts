import { assembleMock } from '../../src/mock/assemble-mock.ts'
import type { Mock, MockOptions } from '../../src/mock/index.ts'
import { lateParts } from './late-parts.ts'

export * from '../../src/mock/index.ts'

/** The mock in a page: what a program never asks of the platforms is never loaded. */
export function createMock(options: MockOptions = {}): Mock {
  return assembleMock(options, lateParts)
}
