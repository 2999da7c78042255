import { configNames } from '../config/load-config.ts'
import type { FileSystem } from '../model/file-system.ts'
import { entangledFiles } from '../project/project.ts'
import { findDocumentation } from './find-documentation.ts'
import { exampleFolder, makeFirstProject } from './first-project.ts'
import { type LearnedConfiguration, learnConfiguration } from './learn-configuration.ts'
import type { ScaffoldFile } from './scaffold-file.ts'
import { makeWorkflow, workflowPath } from './workflow.ts'

/** Files for a project that has none of its own yet. */
export interface Scaffold {
  readonly files: readonly ScaffoldFile[]
  /** What is there already and does the same: it is left alone. */
  readonly kept: readonly string[]
  /** There is a `package.json` that does not mention the toolchain. */
  readonly lacksPackage: boolean
  /** What the documentation says that is there already; `undefined` if there is none. */
  readonly learned: LearnedConfiguration | undefined
}

const check = 'npx tangle check --reporter github'
const run = 'npx tangle run --reporter github'

/**
 * What a project needs. Where documentation is: a configuration with what it says, and a workflow for CI; no page, since
 * a site would publish it. Elsewhere: a page, the example that it makes, a configuration that judges nothing else, and a
 * workflow. A project with a configuration gets the workflow if it has none. No file that is there is touched.
 *
 * @param folder where the project is in its repository; empty at the root of it.
 * @throws FileError if a file is where a folder is needed.
 * @throws ConfigError if a tsconfig, or the compiler, cannot be used.
 */
export async function makeScaffold(root: string, fileSystem: FileSystem, folder: string): Promise<Scaffold> {
  const settings = [...configNames, 'entangled.toml', ...entangledFiles.filter((path) => path.startsWith('.'))]
  const kept = (await Promise.all(settings.map((path) => fileSystem.exists(path)))).flatMap((isHere, at) =>
    isHere ? [settings[at] ?? ''] : [],
  )
  const documentation = kept.length === 0 ? await findDocumentation(root, fileSystem) : undefined
  const learned = documentation && (await learnConfiguration(documentation))
  const isFirst = kept.length === 0 && !learned
  const files = learned ? filesOf(learned) : isFirst ? await makeFirstProject(fileSystem) : []
  if (await fileSystem.exists(workflowPath)) kept.push(workflowPath)
  else
    files.push({ path: workflowPath, text: await makeWorkflow(fileSystem, folder, learned ? [check] : [check, run]) })
  // Half a project would be taken for a whole one the next time. A path through a file is refused here.
  const needed = [...files.map(({ path }) => path), ...(isFirst ? [`${exampleFolder}/x`] : [])]
  for (const path of needed) await fileSystem.realPath(path)
  return { files, kept, lacksPackage: await lacksPackage(fileSystem), learned }
}

function filesOf({ config, prelude }: LearnedConfiguration): ScaffoldFile[] {
  const text = `${JSON.stringify(config, undefined, 2)}\n`
  return [...(prelude ? [{ path: prelude.path, text: prelude.text }] : []), { path: 'tangle.config.json', text }]
}

/** Without the package `npx tangle` would fetch in CI what somebody else calls so. */
async function lacksPackage(fileSystem: FileSystem): Promise<boolean> {
  const text = await fileSystem.read('package.json')
  return text !== undefined && !text.includes('"@parley/tangle"')
}
