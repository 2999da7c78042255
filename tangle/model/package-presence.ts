/** `own`: a package of a workspace, whose name leads to its sources and to what is built from them. */
export type PackagePresence = 'missing' | 'installed' | 'own'

/** Tells whether a package is there, by its name. */
export type FindPresence = (name: string) => PackagePresence
