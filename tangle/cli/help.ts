export const help = `tangle: documentation that is a program

  tangle                    write the targets of all pages
  tangle check              write nothing; report stale, orphaned and unused files and blocks, and type errors
  tangle run [EXAMPLES…]    type-check and execute the examples; compare with what the pages say
    --update                write what really came out into the pages instead, and show the difference

Every command:
  --config FILE             another configuration than tangle.config.{ts,js,json}
  --no-color                no colour; NO_COLOR and FORCE_COLOR are honoured too
  --help

A block is a fence with a name: \`\`\`ts {#name}. <<name>> alone on a line refers to it; {file=path} makes a target.
Exit status: 0 fine, 1 findings or conflicts, 2 wrong usage or configuration, 130 interrupted.
`
