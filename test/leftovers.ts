type End = () => unknown

const ends: End[] = []

/**
 * Has something done when the test file is through, with all its tests: not after each of them, since those of one file
 * run side by side. Helpers say here what they leave behind. Their modules are loaded once for many test files, so that
 * a hook of their own would be one of the first file alone.
 */
export function whenFileEnds(end: End): void {
  ends.push(end)
}

/** Does what was asked for, the latest first. */
export async function removeLeftovers(): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop()) await end()
}
