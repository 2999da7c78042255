/**
 * Folders of installed packages and of the data of tools, wherever they lie. They never hold pages, and their files
 * change all the time. Python keeps packages in `site-packages`, and all of an
 * environment in `.venv`.
 */
export const ignoredFolders: readonly string[] = ['node_modules', 'site-packages', '.venv', '.git', '.tangle']

/** Globs of all that is in them. */
export const ignoredGlobs: readonly string[] = ignoredFolders.map((name) => `**/${name}/**`)
