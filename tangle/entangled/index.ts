export { type AnnotationStyle, defaultConfig, type EntangledConfig } from './config/config.ts'
export { entangledSettingsOf, type ReadEntangledConfig, readEntangledConfig } from './config/read-config.ts'
export {
  digestText,
  type FileDatabase,
  fileDatabasePath,
  ledgerFromDatabase,
  readFileDatabase,
} from './inputs/file-database.ts'
export { type EntangledInputs, findInputs, readInputs } from './inputs/inputs.ts'
export type { EntangledBlock, EntangledPage } from './model/entangled-block.ts'
export { readSource } from './read/read-source.ts'
export {
  type EntangledOptions,
  type OpenedEntangledProject,
  openEntangledProject,
  type TangledEntangled,
  tangleEntangledProject,
} from './tangle-project.ts'
