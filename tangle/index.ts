export { checkProject } from './check/check-project.ts'
export {
  type CommandsConfig,
  ConfigError,
  type CoverageConfig,
  defineConfig,
  type ExamplesConfig,
  type RunnerConfig,
  type TangleConfig,
  type TraceConfig,
  type TypesConfig,
} from './config/config.ts'
export { loadConfig } from './config/load-config.ts'
export type { Attribute, Block, BlockLine, BlockReference } from './model/block.ts'
export type { Diagnostic, DiagnosticCode, RelatedLocation } from './model/diagnostic.ts'
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
export { parsePage } from './parse/parse-page.ts'
export { type OpenProjectOptions, openProject, type Project, planProject } from './project/project.ts'
export { formatDiagnostics } from './report/format-diagnostics.ts'
export type { JsonDiagnostic, JsonLocation, JsonReport } from './report/json-reporter.ts'
export { type Tangled, tanglePages } from './resolve/tangle-pages.ts'
export { type CommandBlock, type CommandPage, type Commands, collectCommands } from './run/commands/collect-commands.ts'
export { runCommands } from './run/commands/run-commands.ts'
export type { CommandOutput, CommandPageResult } from './run/commands/run-page.ts'
export { collectExamples, type Example, type Expectation } from './run/example.ts'
export { withMissingPrograms } from './run/find-programs.ts'
export type { Host, HostedExample, StartHost } from './run/host.ts'
export { type ExampleResult, runExample } from './run/run-example.ts'
export { runExamples } from './run/run-examples.ts'
export { applyPlan } from './write/apply.ts'
export { FileError } from './write/file-error.ts'
export { MemoryFileSystem } from './write/memory-file-system.ts'
export { NodeFileSystem } from './write/node-file-system.ts'
export { type Plan, type PlannedAction, type PlanOptions, planWrites } from './write/plan.ts'
export { toSourceMap } from './write/source-map.ts'
export { WriteError } from './write/write-error.ts'
