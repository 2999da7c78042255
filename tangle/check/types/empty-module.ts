/** A name that no project has. */
export const emptyModuleName = 'tangle-empty-module.ts'

export const emptyModuleText = 'export {}\n'
