import { execFileSync } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { excerptedTarget } from '../../../tangle/check/excerpts/check-excerpts.ts'
import { checkRegions } from '../../../tangle/check/excerpts/check-regions.ts'
import { openProject } from '../../../tangle/project/project.ts'
import { refreshRegions } from '../../../tangle/regions/refresh-regions.ts'
import { isSecretName } from '../../../tangle/regions/secret-files.ts'
import { temporaryProject } from '../temporary-project.ts'

describe('files of secrets', () => {
  it.each([
    ...[
      '.env',
      'a/.env',
      '.env.local',
      '.env.production',
      'prod.env',
      'server.pem',
      'tls/server.key',
      'id_rsa',
      '.npmrc',
    ],
    ...['home/.ssh/config', '.aws/credentials', '.git/config', 'credentials.json', '.netrc', '.tangle/key'],
  ])('are told by the name %s', (path) => expect(isSecretName(path)).toBe(true))

  it.each([
    '.env.example',
    'a/.env.sample',
    'src/env.ts',
    'src/keys.ts',
    'environment.md',
    'id_rsa.pub',
    'src/git/config.ts',
  ])('are not %s', (path) => expect(isSecretName(path)).toBe(false))

  it('get into no page and into no finding', async () => {
    const shown = ['.env', 'local/notes.txt', 'link.txt', 'src/open.txt']
    const blocks = shown.map((path) => `\`\`\`text {excerpt=${path}}\nold\n\`\`\`\n`)
    const { root } = await temporaryProject({
      'page.md': blocks.join('\n'),
      '.gitignore': 'local/\n',
      '.env': 'KEY=abc\n',
      'local/notes.txt': 'abc\n',
      'src/open.txt': 'open\n',
    })
    await symlink('.env', join(root, 'link.txt'))
    execFileSync('git', ['init', '-q'], { cwd: root })
    const project = await openProject({ root })
    const found = await checkRegions(project)
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'secret-region Lines of .env are not shown on a page: such files hold secrets.',
      'secret-region Lines of local/notes.txt are not shown on a page: git ignores it.',
      'secret-region Lines of link.txt are not shown on a page: such files hold secrets.',
      'excerpt-differs src/open.txt says something else here: open',
    ])
    expect(JSON.stringify(found)).not.toContain('abc')
    const pages = await refreshRegions(project, (value) => excerptedTarget(value, project) !== undefined)
    expect(pages.map(({ text }) => text).join('')).not.toContain('abc')
  })
})
