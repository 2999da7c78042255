export type { AnnotationStyle } from './config/annotation-style.ts'
export { defaultConfig, type EntangledConfig } from './config/config.ts'
export { entangledSettingsOf, type ReadEntangledConfig, readEntangledConfig } from './config/read-config.ts'
export { annotationNotes } from './config/remembered-annotation.ts'
export { beginPattern, readWriter } from './expand/annotate.ts'
export {
  digestText,
  type FileDatabase,
  fileDatabasePath,
  readFileDatabase,
  recordsOf,
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
