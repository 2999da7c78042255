import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { removeConsumers } from '../packages/consumer.ts'
import { startProject } from '../site/share/start-project.ts'
import { buildForeignSite, serveSite } from './foreign-site.ts'
import { ShownRun } from './run-panel.ts'
import { useBrowser } from './site-browser.ts'

const visit = useBrowser()

/** Milliseconds: packing and a build, also on a busy machine. */
const longBuild = 600_000

afterAll(removeConsumers)

describe.each([
  ['2', 'node_modules/vitepress'],
  ['1.6', 'test/browser/vitepress-1/node_modules/vitepress'],
])('a site of VitePress %s with two lines', (_, vitepress) => {
  let woven: string

  beforeAll(async () => {
    woven = await buildForeignSite(vitepress, true)
  }, longBuild)

  it('leaves a page as it is that has nothing of ours', async () => {
    const plain = await readPage(await buildForeignSite(vitepress, false), 'index.html')
    expect(await readPage(woven, 'index.html')).toBe(plain)
    expect(plain).toContain('Nothing here is ours')
  })

  it('runs, edits and explains the code of a page', async () => {
    const { address, server: host } = await serveSite(woven)
    onTestFinished(() => void host.close())
    await using window = await visit(address)
    const { page } = window
    await window.open('guide')

    const [first, further, needsNode] = ['L3', 'L12', 'L19'].map((id) => page.locator(`[data-weave-code="${id}"]`))
    await first!.locator('[data-run]').click()
    const run = new ShownRun(page, 'docs-guide.L3')
    await run.settles()
    expect(await run.stdout()).toBe('far 3\n')
    await run.panel.getByText('Foreign has opened docs-guide.L3').waitFor()
    expect(await needsNode!.locator('[data-run]').count()).toBe(0)

    // With the block that it goes on from; a failure lights its line.
    await further!.locator('[data-run]').click()
    const failing = new ShownRun(page, 'docs-guide.L12')
    await failing.settles()
    expect([await failing.state(), await failing.stdout()]).toEqual(['failed', 'far 3\nfurther 4\n'])
    expect(await failing.panel.locator('.run-failure').textContent()).toContain('RangeError: on purpose')
    expect(await further!.locator('.line.run-lit').textContent()).toContain('on purpose')

    // The editor has what the page shows: no word of the module that it is made into, and not the block before it.
    await further!.locator('[data-edit]').click()
    const goingOn = further!.locator('.cm-content')
    const linesOf = async (editor: typeof goingOn) => {
      await editor.waitFor()
      return editor.locator('.cm-line').allTextContents()
    }
    expect(await linesOf(goingOn)).toEqual([
      "console.log('further', far + 1)",
      "await Promise.reject(new RangeError('on purpose'))",
    ])
    await goingOn.fill("\nconsole.log(far * 2)\nthrow new RangeError('mine')")
    await goingOn.press('Control+Enter')
    await failing.reaches('failed')
    expect(await failing.stdout()).toBe('far 3\n6\n')
    expect(await failing.panel.locator('.run-failure').textContent()).toMatch(/RangeError: mine.*:3 throw new/)
    expect(await further!.locator('.edit-lit').textContent()).toContain('mine')

    await first!.locator('[data-edit]').click()
    const text = first!.locator('.cm-content')
    expect(await linesOf(text)).toContain("export const far: number = distance('kitten', 'sitting')")
    expect(await linesOf(text)).not.toContain('export {}')
    await text.fill(
      "import { closest } from 'fastest-levenshtein'\nconst word: string = closest('fo', ['foo', 'a'])\nconsole.log(word)",
    )
    await text.press('Control+Enter')
    await run.reaches('finished')
    expect(await run.stdout()).toBe('foo\n')

    // Behind the block before it, which it goes on from, in a folder of its own.
    await goingOn.fill('console.log(far * 2)')
    const downloading = page.waitForEvent('download')
    await further!.getByRole('button', { name: 'Download project' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/\.zip$/)
    const archive = Buffer.concat(await (await download.createReadStream()).toArray())
    expect(await startProject(archive)).toEqual({ exitCode: 0, stdout: 'far 3\n6\n', stderr: '' })

    // Nothing has been asked of anybody else before the click.
    expect(window.problems).toEqual([])
    const posted = page.context().waitForEvent('request', (request) => new URL(request.url()).host === 'stackblitz.com')
    await page.context().route('https://stackblitz.com/**', (route) => route.fulfill({ body: 'It is there' }))
    await further!.getByRole('button', { name: 'Open in StackBlitz' }).click()
    const fields = new URLSearchParams((await posted).postData() ?? '')
    const sent = new Map([...fields].map(([name, text]) => [name, String(text).replaceAll('\r\n', '\n')]))
    const unpacked = Object.entries(unzipSync(archive)).map(([file, bytes]) => {
      return [`project[files][${file}]`, new TextDecoder().decode(bytes)] as const
    })
    expect(sent.get('project[template]')).toBe('node')
    for (const [name, content] of unpacked) expect(sent.get(name)).toBe(content)

    // A block that prints nothing shows what its expressions come to, and one that only declares has nothing to run.
    expect(await page.locator('[data-weave-code="L44"] [data-run]').count()).toBe(0)
    await page.locator('[data-run="docs-guide.L38"]').click()
    const valued = new ShownRun(page, 'docs-guide.L38')
    await valued.settles()
    expect(await valued.log()).toBe("closest('fo', ['foo', 'bar']) → 'foo'\n")
    await page.locator('[data-edit="docs-guide.L38"]').click()
    const values = page.locator('[data-weave-code="L38"] .cm-content')
    await values.fill('const lengths = ["a", "bc"].map((one) => one.length)\n// => [1, 2]\nawait lengths.at(-1))')
    await values.press('Control+Enter')
    await valued.reaches('failed')
    expect(await valued.panel.locator('.run-failure').textContent()).toContain('(line 3, column 21)')
    await values.press('Backspace')
    await values.press('Control+Enter')
    await valued.reaches('finished')
    expect(await valued.log()).toBe('lengths → [ 1, 2 ]\nawait lengths.at(-1) → 2\n')

    await text.fill('export const silent = 1')
    await text.press('Control+Enter')
    await run.panel.getByText('The program printed nothing.').waitFor()

    await page.locator('[data-run="docs-guide.L34"]').click()
    const server = new ShownRun(page, 'docs-guide.L34')
    await server.settles()
    expect(await server.panel.locator('.run-answer').textContent()).toContain('HTTP 200\n\nHello http://localhost/\n')

    const name = page.locator('#block-greet .line span', { hasText: /^console\.$/ }).first()
    await name.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await name.boundingBox())!
    // Over the dot the pointer is over no name; the script of the types is still loading when it comes to one.
    await page.route('**/show-types*', (route) => setTimeout(() => route.continue(), 300))
    await page.mouse.move(x + width - 2, y + height / 2)
    await page.mouse.move(x + width / 2, y + height / 2)
    expect(await page.getByRole('tooltip').locator('.type-signature').textContent()).toContain('console')

    await page.locator('#example-greet summary').first().click()
    expect(await page.locator('#example-greet .example-code').textContent()).toContain('Hello')
    expect(window.problems).toEqual([])
  })
})

/** The text of a page, without the names of scripts and styles, which follow from what all pages load. */
async function readPage(folder: string, page: string): Promise<string> {
  const html = await readFile(join(folder, page), 'utf8')
  return html
    .replaceAll(/(assets\/[\w./-]*?)\.[\w-]{8,}(?=\.(?:lean\.)?(?:js|css))/g, '$1')
    .replaceAll(/<link rel="modulepreload"[^>]*>/g, '')
    .replace(/__VP_HASH_MAP__=JSON\.parse\(".*?"\)/, '')
}
