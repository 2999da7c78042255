/**
 * The part that needs Node: files by their path, and the mock platforms as an HTTP server.
 *
 * @module
 */
export { type FileFromPathOptions, fileFromPath } from './file-from-path.ts'
export { MockPortError } from './mock-port-error.ts'
export { type MockServer, type MockServerOptions, serveMock } from './mock-server.ts'
export { type MockCommandOptions, runMockCommand } from './run-mock-command.ts'
