// Tangling without a disk, a process or a network: everything here runs in a browser too. `index.ts` has the rest.
export { checkUnproven } from './check/proof/check-unproven.ts'
export { ConfigError, type TangleConfig } from './config/config.ts'
export { type OpenedEntangledProject, openEntangledProject } from './entangled/index.ts'
export type { Attribute, Block, BlockLine, BlockReference } from './model/block.ts'
export type { Diagnostic, DiagnosticCode, RelatedLocation } from './model/diagnostic.ts'
export { FileChangedError, FileError } from './model/file-error.ts'
export type { FileSystem, WriteOptions } from './model/file-system.ts'
export { formatLocation, type Location, type Position } from './model/location.ts'
export {
  locationAt,
  type Origin,
  originAt,
  type ReferenceChain,
  type Segment,
  type Target,
  type TargetLine,
  targetsAt,
} from './model/origin-map.ts'
export type { Page, PageSource } from './model/page.ts'
export type { ParsePageOptions } from './parse/info-string.ts'
export { parsePage } from './parse/parse-page.ts'
export { type ListedBlock, type ListedTarget, type Listing, listBlocks } from './project/list-blocks.ts'
export type { Colors } from './report/colors.ts'
export { formatDiagnostics, type LinesOf } from './report/format-diagnostics.ts'
export type { JsonDiagnostic, JsonLocation, JsonReport } from './report/json-reporter.ts'
export type {
  ImportedName,
  ImportFinder,
  ImportScan,
  ImportStatement,
  ParseFailure,
  Span,
} from './resolve/imports/import-scan.ts'
export type { ResolveOptions } from './resolve/resolve-targets.ts'
export { type Tangled, tanglePages } from './resolve/tangle-pages.ts'
export { applyPlan } from './write/apply.ts'
export { withInlineSourceMap } from './write/inline-source-map.ts'
export { MemoryFileSystem } from './write/memory-file-system.ts'
export { type Plan, type PlannedAction, type PlanOptions, planWrites } from './write/plan.ts'
export { toSourceMap } from './write/source-map.ts'
export { WriteError } from './write/write-error.ts'
