import { openProject, planProject } from '../../../tangle/project/project.ts'
import { applyPlan } from '../../../tangle/write/apply.ts'
import { NodeFileSystem } from '../../../tangle/write/node-file-system.ts'

// `tangle`, as if the disk took long to create a file.
const root = process.cwd()
const project = await openProject({ root, fileSystem: new NodeFileSystem(root, { slowFile: 0 }) })
await applyPlan(await planProject(project), project.fileSystem)
