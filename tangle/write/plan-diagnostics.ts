import type { Diagnostic } from '../model/diagnostic.ts'
import type { FileError } from '../model/file-error.ts'
import { type Location, locate } from '../model/location.ts'
import type { Target } from '../model/origin-map.ts'

/** Where a page says that there is this target. */
export function targetLocation(target: Target): Location {
  return target.root.attributes.get('file')?.location ?? target.root.fence
}

export function conflictDiagnostic(target: Target, isKnown: boolean): Diagnostic {
  const why = isKnown ? 'was edited by hand since it was generated' : 'exists already, and tangle did not write it'
  return {
    code: 'conflict',
    severity: 'error',
    message: `${target.path} ${why}; it is not overwritten.`,
    location: targetLocation(target),
    hint: isKnown
      ? '`tangle stitch` carries the edit over to the page. Delete the file to have it written again.'
      : 'Move it away, or give the block another file.',
  }
}

/** The file says itself that it was generated; nobody has a record of it. */
export function doubtfulDiagnostic(target: Target): Diagnostic {
  const { path } = target
  return {
    code: 'conflict',
    severity: 'error',
    message: `${path} is not what the pages say. Its comments say that it was generated; whether the page was edited since, or the file, is not recorded.`,
    location: targetLocation(target),
    hint: `\`tangle stitch ${path} --ours\` makes the file say what the pages say, and \`--theirs\` the reverse. Where git has the file as it is, \`tangle\` writes it.`,
  }
}

export function editedOrphanDiagnostic(path: string): Diagnostic {
  return {
    code: 'conflict',
    severity: 'error',
    message: `${path} belongs to no page any more, and was edited by hand; it is not removed.`,
    location: startOf(path),
    hint: 'Delete it if nobody needs it.',
  }
}

/** Only the ledger says that it was generated, and that may say anything. */
export function unprovenOrphanDiagnostic(path: string): Diagnostic {
  return {
    code: 'orphan',
    severity: 'error',
    message: `${path} belongs to no page any more. The ledger says that it was generated, but not on this machine, and git does not have it: it is not removed.`,
    location: startOf(path),
    hint: 'Delete it if nobody needs it; else delete its line in tangle.ledger.',
  }
}

/** Somebody else was faster. */
export function changedMeanwhileDiagnostic(path: string, target: Target | undefined): Diagnostic {
  return {
    code: 'conflict',
    severity: 'error',
    message: `${path} was changed while tangle ran; it is left as it is now.`,
    location: target ? targetLocation(target) : startOf(path),
    hint: 'Run `tangle` again.',
  }
}

export function linkDiagnostic(target: Target): Diagnostic {
  return {
    code: 'path-outside-project',
    severity: 'error',
    message: `The target ${target.path} leads outside the project, or nowhere, through a symbolic link.`,
    location: targetLocation(target),
    hint: 'Name the real path, inside the project.',
  }
}

/** A file that is something else already: `what` is a page, the configuration. */
export function reservedDiagnostic(target: Target, real: string, what: string): Diagnostic {
  const name = real === target.path ? target.path : `${target.path} leads through a symbolic link to ${real}, which`
  return {
    code: 'unusable-path',
    severity: 'error',
    message: `The target ${name} is ${what}.`,
    location: targetLocation(target),
    hint: 'Choose another path.',
  }
}

export function insideTargetDiagnostic(target: Target, outer: Target): Diagnostic {
  return {
    code: 'unusable-path',
    severity: 'error',
    message: `${target.path} cannot be written: ${outer.path} is a target as well, and so a file, not a folder.`,
    location: targetLocation(target),
    related: [{ message: `${outer.path} is written here`, location: targetLocation(outer) }],
    hint: 'Choose another path for one of them.',
  }
}

export function sameFileDiagnostic(target: Target, other: Target): Diagnostic {
  return {
    code: 'two-names-for-one-file',
    severity: 'error',
    message: `${target.path} and ${other.path} are the same file on this disk.`,
    location: targetLocation(target),
    related: [{ message: `${other.path} is written here`, location: targetLocation(other) }],
    hint: 'Name it in the same way, or choose another path for one of them.',
  }
}

/** What the disk says about a target, or about the file at `path` that is none any more. */
export function diskDiagnostic({ message, code }: FileError, path: string, target: Target | undefined): Diagnostic {
  const isFolder = code === 'EISDIR' || code === 'ENOTDIR'
  return {
    code: isFolder ? 'unusable-path' : 'disk-error',
    severity: 'error',
    message,
    location: target ? targetLocation(target) : startOf(path),
    hint: isFolder ? 'Choose another path, or move away what is there.' : 'The file is as it was before.',
  }
}

function startOf(path: string): Location {
  return locate(path, { line: 0, column: 0 })
}
