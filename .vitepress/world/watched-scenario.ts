import type { ScenarioWatch } from './scenario-watch.ts'

/** The scenario of this worker's run, for the modules that the program imports. */
export const watched: { scenario?: ScenarioWatch } = {}
