import type { Host, HostedExample } from '@parley/tangle'
import type { Mock, Scenario } from '../src/mock/index.ts'
import { serveMock } from '../src/node/index.ts'

/** A host that lets a test look into the mock behind it. */
export interface ExampleHost extends Host {
  readonly mock: Mock
}

/**
 * Starts the mock platforms on a port of their own, with the scenario of the example. Anything in a request that the
 * platform does not know fails the example when it stops.
 */
export async function start({ name }: HostedExample): Promise<ExampleHost> {
  const { default: scenario } = await import(`./scenarios/${name}.ts`)
  return startWithScenario(name, scenario)
}

/** {@link start} with another scenario than that of the example's page. */
export async function startWithScenario(name: string, scenario: Scenario): Promise<ExampleHost> {
  const server = await serveMock({ port: 0, seed: name, scenario })
  return {
    env: server.environment,
    mock: server.mock,
    transcript: () => server.mock.transcript(),
    async stop() {
      await server.close()
      const { deviations } = server.mock
      if (deviations.length === 0) return
      const list = deviations.map(
        ({ method, path, where, field, message }) => `${method} ${path}, ${where} ${field}: ${message}`,
      )
      throw new Error(`a request deviates from the platform. ${list.join('; ')}`)
    },
  }
}
