import ts from 'typescript'

const options: ts.CompilerOptions = {
  ...{ strict: true, noEmit: true, allowJs: true, skipLibCheck: true, types: [], lib: ['lib.es2023.d.ts'] },
  ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, jsx: ts.JsxEmit.React },
  ...{ moduleResolution: ts.ModuleResolutionKind.NodeNext, resolveJsonModule: true, allowImportingTsExtensions: true },
}

/** What the compiler says of each file: whether it is a module, and the codes of what is wrong. */
export function judgePrograms(files: readonly string[], globals: string): string[] {
  const program = ts.createProgram([...files, globals], options)
  return files.map((file) => {
    const source = program.getSourceFile(file)
    if (!source) throw new Error(`${file} is not in the program`)
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    const codes = found.map(({ code }) => code).sort((a, b) => a - b)
    return `${ts.isExternalModule(source) ? 'module' : 'script'} ${codes.join()}`
  })
}
