/** Words of JavaScript and TypeScript, and of what every reader takes for a value. */
export const languageWords: ReadonlySet<string> = new Set(
  (
    'abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue ' +
    'debugger declare default delete do else enum export extends false finally for from function get global if ' +
    'implements import in infer instanceof interface is keyof let module namespace never new null number object of out ' +
    'override package private protected prototype public readonly require return satisfies set static string super ' +
    'switch symbol this throw true try type typeof undefined unique unknown using var void while with yield ' +
    'NaN Infinity None True False nil self int float str bool dict list tuple'
  ).split(' '),
)
