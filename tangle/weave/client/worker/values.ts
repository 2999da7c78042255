/** What a program sees the values of its statements by: `shown_values[3]=chunk([1, 2, 3], 2)` shows one, of line 3. */
export const valuesName = 'shown_values'

/**
 * What stands for {@link valuesName} in a program.
 *
 * @param show Gets the line of a statement, 1-based, and what it comes to, unless that is nothing, or something to come.
 */
export function createValues(show: (line: number, value: unknown) => void): object {
  return new Proxy(
    {},
    {
      set(_, line, value) {
        if (value !== undefined && !(value instanceof Promise)) show(Number(line), value)
        return true
      },
    },
  )
}

/** The column of a place in a line without what shows values. */
export function columnWithoutValues(line: string, column: number): number {
  return [...line.slice(0, column).matchAll(shows)].reduce((rest, [text]) => rest - text.length, column)
}

const shows = new RegExp(`${valuesName}\\[\\d+\\]=`, 'g')
