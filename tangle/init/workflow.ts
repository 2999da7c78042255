import type { FileSystem } from '../model/file-system.ts'

/** Where GitHub looks for it. */
export const workflowPath = '.github/workflows/tangle.yml'

/** A workflow that checks, and runs where there is something to run. `folder`: where the project is in its repository. */
export async function makeWorkflow(
  fileSystem: FileSystem,
  folder: string,
  commands: readonly string[],
): Promise<string> {
  const defaults =
    folder === '' ? '' : `    defaults:\n      run:\n        working-directory: ${JSON.stringify(folder)}\n`
  const steps = [...(await installSteps(fileSystem)), ...commands.map((command) => `run: ${command}`)]
  return `name: tangle

on:
  push:
  pull_request:

permissions:
  contents: read

jobs:
  tangle:
    runs-on: ubuntu-latest
${defaults}    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
${steps.map((step) => `      - ${step}\n`).join('')}`
}

/** How the packages of the project are installed, by the file that pins them. */
async function installSteps(fileSystem: FileSystem): Promise<string[]> {
  for (const [lock, steps] of Object.entries(installers)) if (await fileSystem.exists(lock)) return [...steps]
  // A project in another language need not get a `package.json` for it.
  const hasPackage = await fileSystem.exists('package.json')
  return [hasPackage ? 'run: npm install' : 'run: npm install --no-save @parley/tangle']
}

const bun = ['uses: oven-sh/setup-bun@v2', 'run: bun install --frozen-lockfile']

const installers: Readonly<Record<string, readonly string[]>> = {
  'pnpm-lock.yaml': ['run: corepack pnpm install --frozen-lockfile'],
  'yarn.lock': ['run: corepack yarn install --immutable'],
  'package-lock.json': ['run: npm ci'],
  'bun.lock': bun,
  'bun.lockb': bun,
}
