import type { MockClock } from './clock.ts'
import type { Ids } from './ids.ts'
import type { Model } from './model/model.ts'
import type { Scenario } from './scenario.ts'
import type { Transcript } from './transcript.ts'

/** The parts of the mock that both platforms share. */
export interface Surroundings {
  readonly scenario: Scenario
  readonly model: Model
  readonly clock: MockClock
  readonly ids: Ids
  readonly transcript: Transcript
  /** Where clients find the mock, if that is fixed; else each request says it. */
  readonly origin: string | undefined
  readonly openEnded: boolean
}
