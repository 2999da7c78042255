/** How many files are under way at once: enough to keep a disk busy, few enough for the open files of a process. */
const width = 24

/** Calls `work` for each item, several at a time; the results have the order of the items. The first error ends it. */
export async function mapConcurrently<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length)
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const at = next++
      results[at] = await work(items[at] as T) // `at` is below the length
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return results
}
