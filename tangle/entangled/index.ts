export { type AnnotationStyle, defaultConfig, type EntangledConfig } from './config.ts'
export type { EntangledBlock, EntangledPage } from './entangled-block.ts'
export {
  digestText,
  type FileDatabase,
  fileDatabasePath,
  ledgerFromDatabase,
  readFileDatabase,
} from './file-database.ts'
export { type EntangledInputs, findInputs, readInputs } from './inputs.ts'
export { entangledSettingsOf, type ReadEntangledConfig, readEntangledConfig } from './read-config.ts'
export { readSource } from './read-source.ts'
export {
  type EntangledOptions,
  type OpenedEntangledProject,
  openEntangledProject,
  type TangledEntangled,
  tangleEntangledProject,
} from './tangle-project.ts'
