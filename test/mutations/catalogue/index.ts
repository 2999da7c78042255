import type { Mutation } from '../mutation.ts'
import { coreMutations } from './core.ts'
import { difyMutations } from './dify.ts'
import { mockMutations } from './mock.ts'
import { pageMutations } from './pages.ts'
import { uniqueMutations } from './unique.ts'

/** All mutations of this repository. */
export const mutations: readonly Mutation[] = [
  ...coreMutations,
  ...difyMutations,
  ...uniqueMutations,
  ...mockMutations,
  ...pageMutations,
]
