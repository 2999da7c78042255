import type { Platform } from '../deviation.ts'
import type { Operation } from './operation.ts'

/** A route of the mock, as its router has it. */
export interface PlayedRoute {
  readonly method: string
  readonly path: string
}

/** Whether the mock has a route for an operation. */
export function isPlayed({ method, path }: Operation, routes: readonly PlayedRoute[]): boolean {
  const shape = shapeOf(path)
  return routes.some((route) => route.method === method && shapeOf(route.path) === shape)
}

/** Parameters by their place: `{id}` of a specification and `:id{pattern}` of a router are the same. */
function shapeOf(path: string): string {
  return path.replace(/:\w+(?:\{[^/]*\})?|\{\w+\}/g, ':')
}

/** Finds the operation that a request is for. */
export function createOperationFinder(
  operations: readonly Operation[],
): (platform: Platform, method: string, route: string) => Operation | undefined {
  const entries = operations.map((operation) => ({ operation, pattern: patternOf(operation.path) }))
  return (platform, method, route) =>
    entries.find(
      ({ operation, pattern }) =>
        operation.platform === platform &&
        (operation.method === method || operation.method === '*') &&
        pattern.test(route),
    )?.operation
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/\*$/, '').replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  const segments = escaped.replace(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${segments}${path.endsWith('*') ? '(?:/.*)?' : '/?'}$`)
}
