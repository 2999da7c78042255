import type { DiagnosticCode } from '../model/diagnostic.ts'

/** What a diagnostic means: for `tangle explain`, and for docs/reference/diagnostics.md, which is made from this. */
export interface Explanation {
  readonly stage: Stage
  /** What is wrong. One sentence, or a few short ones. Starts with `A warning: ` if it is one always. */
  readonly meaning: string
  /** Advice on how to mend it. */
  readonly remedy: string
}

/** The part of the toolchain that finds it. */
export type Stage = keyof typeof stages

/** The sections of the page, in order. */
export const stages = {
  parse: { title: 'Read the blocks', about: 'These are about the fences of a page and the attributes behind them.' },
  resolve: { title: 'Put them together', about: 'These are about references, and about the files that come of them.' },
  write: { title: 'Write and check the files', about: 'These come from `tangle` and `tangle check`.' },
  run: { title: 'Run the examples', about: 'These come from `tangle run`.' },
  coverage: { title: 'Measure the coverage', about: 'These come from `tangle check --coverage`.' },
} as const

/** Every code, in the order of the page. */
export const explanations: Readonly<Record<DiagnosticCode, Explanation>> = {
  'unreadable-attribute': {
    stage: 'parse',
    meaning: 'A part of the attributes is neither `#name`, `.class` nor `key=value`.',
    remedy: 'Write it as one of them, and close quotes and braces.',
  },
  'duplicate-attribute': {
    stage: 'parse',
    meaning: 'A block has two names, or one key with two values.',
    remedy: 'Keep one of them.',
  },
  'unknown-attribute': {
    stage: 'parse',
    meaning: 'A block has an attribute that does not exist.',
    remedy: 'Correct it; the hint lists the keys.',
  },
  'invalid-attribute': {
    stage: 'parse',
    meaning: 'The value of an attribute cannot be used, or it repeats what another block says already.',
    remedy: 'Give it the form that the message names.',
  },
  'unclosed-fence': {
    stage: 'parse',
    meaning: 'A block has no closing fence.',
    remedy: 'Close it, with at least as many backticks.',
  },
  'comment-ends-in-block': {
    stage: 'parse',
    meaning: 'A hidden block contains the end of the comment that hides it.',
    remedy: 'Close the fence first, or show the block.',
  },
  'stray-fence': {
    stage: 'parse',
    meaning: 'A warning: a bare fence opens in front of a block with attributes, and is not closed.',
    remedy: 'Remove it or close it.',
  },
  'bad-indent': {
    stage: 'parse',
    meaning: 'A line is indented less than the fence that it stands in.',
    remedy: 'Indent it as far as the fence.',
  },
  'fence-not-read': {
    stage: 'parse',
    meaning: 'A warning: a block with attributes stands where Markdown sees no block.',
    remedy: 'Move it out of there.',
  },
  'invalid-setting': {
    stage: 'parse',
    meaning:
      'In a project of Entangled, a setting of its configuration or of a front matter is unknown or cannot be used.',
    remedy: 'Give it the form that the message names, or take it away.',
  },
  'unknown-language': {
    stage: 'parse',
    meaning: 'In a project of Entangled, a block has no language, or one whose comments are not known.',
    remedy: 'Correct it, or describe the language under `languages`.',
  },
  'hook-not-run': {
    stage: 'parse',
    meaning:
      'A project of Entangled asks for a hook that is not known, or that runs commands: the toolchain runs none.',
    remedy: 'Run what it does yourself, or take the hook away.',
  },
  'undefined-name': {
    stage: 'resolve',
    meaning: 'A reference names a block that does not exist.',
    remedy: 'Correct the name; the hint has the nearest one.',
  },
  'reference-cycle': {
    stage: 'resolve',
    meaning: 'Blocks refer to each other in a circle.',
    remedy: 'Take one of the references away.',
  },
  'not-a-reference': {
    stage: 'resolve',
    meaning: 'A warning: a line looks like a reference, and stays as it is.',
    remedy: 'Put the reference on a line of its own, with a name of letters, digits and `_ - . / :`.',
  },
  'two-names-for-one-file': {
    stage: 'resolve',
    meaning: 'Two blocks with different names write one file.',
    remedy: 'Give them one name, or two files.',
  },
  'file-on-two-pages': {
    stage: 'resolve',
    meaning: 'Blocks of two pages write one file, and nothing says that they are its parts.',
    remedy: 'Choose another file, or give them the same `#name`: then they add up, in the order of the pages.',
  },
  'path-outside-project': {
    stage: 'resolve',
    meaning: 'A block writes a file outside the project, or into data of the repository.',
    remedy: 'Name a path inside.',
  },
  'unusable-path': {
    stage: 'resolve',
    meaning:
      'A block writes a file that no page may write, or that not every disk can hold: a page, the configuration, an installed package, the name of a device, a folder.',
    remedy: 'Choose another path.',
  },
  'case-collision': {
    stage: 'resolve',
    meaning: 'A warning: two files differ only in upper and lower case.',
    remedy: 'Rename one: on many disks they are the same.',
  },
  'expansion-limit': {
    stage: 'resolve',
    meaning: 'An expansion is larger than any program.',
    remedy: 'Look for blocks that refer to another one twice, which does so in turn.',
  },
  'import-conflict': {
    stage: 'resolve',
    meaning: 'Two blocks import one name from two places.',
    remedy: 'Import one of them under another name.',
  },
  'unparsed-imports': {
    stage: 'resolve',
    meaning: 'A warning: imports would move to the top of a target, and none moved, since the target does not parse.',
    remedy: 'Mend the program: the message says where the parser stopped.',
  },
  conflict: {
    stage: 'write',
    meaning: 'A file that would be written or removed is not as the toolchain left it.',
    remedy: 'Carry an edit over to its page with `tangle stitch`, delete the file, or move it away.',
  },
  'stitch-conflict': {
    stage: 'write',
    meaning:
      'An edit of a target cannot be carried over to a page: page and target, or two targets, differ in one place, no block is the only one that the edit can belong to, or no page writes the target any more.',
    remedy: 'Decide with `--ours` or `--theirs`, or make the edit in the page. Nothing was written.',
  },
  'disk-error': {
    stage: 'write',
    meaning: 'The disk does not let a file be read, written or removed.',
    remedy: 'Do what the reason in the message asks for, and run `tangle` again.',
  },
  stale: {
    stage: 'write',
    meaning: 'A file, or the ledger, is not what the pages say now.',
    remedy: 'Run `tangle`, and commit the result.',
  },
  orphan: {
    stage: 'write',
    meaning:
      'A file in a folder of generated files, or one that the ledger names, is written by no page. `tangle` removes it if it was generated on this machine, or if git could bring it back.',
    remedy: 'Run `tangle` if it was generated; else move it, or delete it yourself.',
  },
  leftover: {
    stage: 'write',
    meaning:
      'A warning: in a project of Entangled, a file that was generated, and that no page writes any more. Its comments say so, or the database of Entangled lists it.',
    remedy: 'Delete it if nobody needs it.',
  },
  'unused-block': {
    stage: 'write',
    meaning: 'No file contains the block, so nothing checks it. In a project of Entangled this is a warning.',
    remedy: 'Refer to it, or mark it `check=skip` with a reason.',
  },
  'unproven-block': {
    stage: 'write',
    meaning: 'A block in a language that the project declares executable is no part of any program, and no command.',
    remedy:
      'Give it a name and use it, say with `excerpt=` what it is a part of, or mark it `check=skip` with a reason.',
  },
  'excerpt-differs': {
    stage: 'write',
    meaning: 'A block says that its lines stand in a file, or in a region of one, but they do not.',
    remedy: 'Copy them again, with `tangle check --update` from a file of the project, or name the right file.',
  },
  'missing-region': {
    stage: 'write',
    meaning: 'A page shows lines of a file, or of a region of it, that is not there.',
    remedy: 'Name the right file, or put `#region NAME` and `#endregion` into comments around the lines.',
  },
  'secret-region': {
    stage: 'write',
    meaning: 'A page is to show lines of a file that git ignores, or that holds keys or variables of the environment.',
    remedy: 'Show another file: everybody reads the page.',
  },
  'unseen-region': {
    stage: 'write',
    meaning:
      'A page shows lines of a TypeScript file that no `tsconfig.json` compiles, so that nothing keeps them true.',
    remedy: 'Add the file to `include` of the `tsconfig.json` next to it, or above.',
  },
  'broken-link': {
    stage: 'write',
    meaning: 'A link leads to a file that does not exist, or to a heading that the file does not have.',
    remedy: 'Correct it; the hint has the nearest one.',
  },
  'unknown-link-root': {
    stage: 'write',
    meaning: 'A warning: most links of the pages lead nowhere, so that none is reported: the site has another root.',
    remedy: 'Say with `links.root` which folder a link that starts with `/` begins in.',
  },
  'unknown-script': {
    stage: 'write',
    meaning: 'A page tells to run a script of npm that `package.json` does not have.',
    remedy: 'Correct the name; the hint has the nearest one.',
  },
  'unknown-word': {
    stage: 'write',
    meaning:
      'Inline code of a page names something that no source, no block and no installed package declares: a name, a path, a flag, a variable, a code. An error if it was known when the line was written.',
    remedy:
      'Correct it. What is meant to be unknown belongs in `words.ignore`, or in a comment `tangle-ignore-words`, with a reason.',
  },
  'stale-table': {
    stage: 'write',
    meaning: 'A table between `weave` marks is not what its source says now.',
    remedy: 'Run `tangle`, which writes it, and look at the difference.',
  },
  'unusable-table': {
    stage: 'write',
    meaning: 'A `weave` mark names something that no table can be made of, or is not closed.',
    remedy: 'Correct it; the message says what is missing.',
  },
  'invalid-data': {
    stage: 'write',
    meaning:
      'A block of JSON, YAML or TOML says which file it is for, and cannot be read, or has a key or a value that the file cannot have; or inline code sets something of this tool that it does not have.',
    remedy: 'Correct it. A part that is left out is three dots.',
  },
  'wrong-default': {
    stage: 'write',
    meaning:
      'A comment states the default of an option, and the source takes another value; or a sentence states another one than the comment.',
    remedy: 'Correct the sentence, the comment, or the source.',
  },
  'wrong-figure': {
    stage: 'write',
    meaning:
      'A number in prose is not what its source says: what a comment `tangle-figures` names, or the line of a source that has a status beside the same name. Or nothing states what such a source says.',
    remedy: 'Correct the text, or the source.',
  },
  'unusable-figure': {
    stage: 'write',
    meaning: 'A comment `tangle-figures` names a file, a key or a name that is not there, or that has no number.',
    remedy: 'Correct it; the message says what is missing.',
  },
  'type-error': {
    stage: 'write',
    meaning: 'The compiler objects to a line of the page.',
    remedy: 'Correct the line that it names.',
  },
  'expected-type-error': {
    stage: 'write',
    meaning: 'A block says with `check=error` that it does not compile, but it does.',
    remedy: 'Take the attribute away, or make the block show the mistake again.',
  },
  'floating-promise': {
    stage: 'write',
    meaning: 'Nothing waits for a promise.',
    remedy: 'Put `await` in front of it.',
  },
  'unreadable-code': {
    stage: 'write',
    meaning: 'A code block that nobody has named does not parse: neither as a module, nor as a part of one.',
    remedy:
      'Correct it, or give the block the language that it is in. If it shows grammar, mark it `{check=skip reason="…"}`.',
  },
  'incomplete-block': {
    stage: 'write',
    meaning: 'A code block uses names that nothing declares, and `blocks.incomplete` asks for all of them.',
    remedy: 'Declare or import them in the block, in a block above, or in a module of `blocks.prelude`.',
  },
  'needless-exception': {
    stage: 'write',
    meaning: 'A block, a page or the configuration makes an exception of code with which nothing is wrong.',
    remedy: 'Take the exception away.',
  },
  'exception-without-reason': {
    stage: 'write',
    meaning: 'A comment says that words are meant to be unknown, and not why, where unknown words are errors.',
    remedy: 'Write `reason="…"` behind the words.',
  },
  'unusable-tsconfig': {
    stage: 'write',
    meaning:
      'A warning: a tsconfig cannot be used for code blocks, so that they are checked with strict defaults, or the compiler does not know an option of it, so that they are checked without.',
    remedy: 'Install what it extends or a later `typescript`, or name another one as `types.tsconfig`.',
  },
  'baseline-outdated': {
    stage: 'write',
    meaning: 'The baseline lists findings that are gone.',
    remedy: 'Run `tangle check --baseline`, and commit the result.',
  },
  'no-compiler': {
    stage: 'write',
    meaning: 'A warning: pages show TypeScript, but the project has no TypeScript to check it with, or one before 5.0.',
    remedy: 'Run `npm install --save-dev typescript`, or set `types: false`.',
  },
  'unknown-example': {
    stage: 'run',
    meaning: 'A block shows the output of an example that does not exist.',
    remedy: 'Correct the name.',
  },
  'example-failed': {
    stage: 'run',
    meaning: 'The program ended with another status than it should, or was stopped because its output had no end.',
    remedy:
      'Correct the line of the page that the stack leads to; behind each line of the page stands the one of the generated file.',
  },
  'unexpected-output': {
    stage: 'run',
    meaning: 'The program printed something else than the page says.',
    remedy: 'Correct the program, or take the output over with `--update`.',
  },
  'unexpected-transcript': {
    stage: 'run',
    meaning: 'The chat shows something else than the page says.',
    remedy: 'Correct the program, or take the transcript over with `--update`.',
  },
  timeout: {
    stage: 'run',
    meaning: 'The program did not end in time, and was stopped.',
    remedy: 'Look for what it waits for, or raise `timeout=`.',
  },
  'host-failed': {
    stage: 'run',
    meaning: 'The host objects to what the program did, such as a request that the platform does not know.',
    remedy: 'Correct the request that the message names.',
  },
  'network-access': {
    stage: 'run',
    meaning: 'The program tried to reach an address that is not on this machine.',
    remedy: 'Examples run without a network: let the host play the other side.',
  },
  'command-failed': {
    stage: 'run',
    meaning: 'A command of a terminal block ended with another status than 0, or than the block says with `exit=`.',
    remedy: 'Correct the command, or the status.',
  },
  'unexpected-command-output': {
    stage: 'run',
    meaning: 'A command of a terminal block printed something else than the page says.',
    remedy: 'Correct the page, or take the output over with `--update`.',
  },
  'not-executed': {
    stage: 'coverage',
    meaning: 'No line of the block ran in any example.',
    remedy: 'Change the program or its scenario so that it gets there, or take the block away.',
  },
  'incomplete-coverage': {
    stage: 'coverage',
    meaning:
      'A warning: a process of the program was ended while it wrote down which of its lines ran, so some of them are missing.',
    remedy: 'Let the program wait for what it starts, and end by itself.',
  },
  'unshown-export': {
    stage: 'coverage',
    meaning:
      'A library exports a name that no page shows, and that the list of such names lacks; or a name of the list is shown by now.',
    remedy: 'Show it, or correct the list.',
  },
}

/** The part of docs/reference/diagnostics.md that lists the codes. */
export function formatCatalogue(): string {
  const sections = Object.entries(stages).map(([stage, { title, about }]) => {
    const entries = Object.entries(explanations)
      .filter(([, explanation]) => explanation.stage === stage)
      .map(([code, { meaning, remedy }]) => `### \`${code}\`\n\n${meaning} ${remedy}\n`)
    return `## ${title}\n\n${about}\n\n${entries.join('\n')}`
  })
  return sections.join('\n')
}
