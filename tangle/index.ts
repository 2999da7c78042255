export { checkProject } from './check/check-project.ts'
export {
  type BlocksConfig,
  type CommandsConfig,
  type CoverageConfig,
  defineConfig,
  type ExamplesConfig,
  type LimitsConfig,
  type LinksConfig,
  type OverrideConfig,
  type RunnerConfig,
  type TraceConfig,
  type TypesConfig,
} from './config/config.ts'
export { loadConfig } from './config/load-config.ts'
// What needs no disk has an entry point of its own.
export * from './core.ts'
export { type OpenProjectOptions, openProject, type Project, planProject } from './project/project.ts'
// The one of the core finds no imports by itself.
export { tanglePages } from './project/tangle-pages.ts'
export { type CommandBlock, type CommandPage, type Commands, collectCommands } from './run/commands/collect-commands.ts'
export { runCommands } from './run/commands/run-commands.ts'
export type { CommandOutput, CommandPageResult } from './run/commands/run-page.ts'
export { collectExamples, type Example, type Expectation } from './run/example/example.ts'
export { withMissingPrograms } from './run/example/find-programs.ts'
export type { Host, HostedExample, StartHost } from './run/host.ts'
export { type ExampleResult, runExample } from './run/run-example.ts'
export { runExamples } from './run/run-examples.ts'
export { NodeFileSystem } from './write/node-file-system.ts'
