import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { ShownRun } from './run-panel.ts'
import { useSiteBrowser, type Visit } from './site-browser.ts'

const visit = useSiteBrowser()
const name = 'streaming_response'

/** An example that a reader edits. */
interface Editing {
  readonly editor: Locator
  readonly shown: ShownRun
  readonly source: string
  /** Puts a program in the place of what is in the editor, and runs it with the keyboard. */
  run(text: string): Promise<void>
}

async function edit({ page, open }: Visit): Promise<Editing> {
  await open('tutorials/streaming-response')
  const response = await page.request.get(new URL(`../run/${name}.json`, page.url()).href)
  const { source } = (await response.json()) as { source: string }
  await page.locator(`[data-edit="${name}"]`).first().click()
  const editor = page.locator('.edit-panel')
  const text = editor.locator('.cm-content')
  await text.waitFor()
  return {
    editor,
    source,
    shown: new ShownRun(page, name),
    async run(program) {
      await text.fill(program)
      await text.press('Control+Enter')
    },
  }
}

describe.concurrent('an edited example', () => {
  it('shows its new output, and where that differs from the page', async () => {
    await using window = await visit()
    const { shown, source, run, editor } = await edit(window)
    await run(`${source}\nconsole.log('One more', { line: [1, 2] })\n`)
    await shown.reaches('finished')
    expect(await shown.stdout()).toMatch(/\nOne more \{ line: \[ 1, 2 \] \}\n$/)
    const comparison = window.page.locator(`#output-${name} .edit-comparison`)
    expect(await comparison.locator('ins').allTextContents()).toEqual([
      '+Only in the edited version: One more { line: [ 1, 2 ] }',
    ])
    await editor.getByRole('button', { name: 'Reset' }).click()
    await editor.getByRole('button', { name: 'Run', exact: true }).click()
    await shown.reaches('finished')
    expect(await shown.stdout()).not.toContain('One more')
    expect(await window.page.locator(`#output-${name} ins`).count()).toBe(0)
    expect(window.problems).toEqual([])
  })

  it('reaches no address, whatever it finds out', async () => {
    await using window = await visit()
    const { run, shown } = await edit(window)
    const reached: string[] = []
    window.page.on('requestfinished', (request) => reached.push(request.url()))
    await run(`const ways: Record<string, () => Promise<unknown>> = {
  import: () => new Function('return import("https://example.com/a.js")')(),
  eval: () => (0, eval)('import("https://example.com/b.js")'),
  font: () => new FontFace('a', 'url(https://example.com/c.woff)').load(),
  own: () => new Function(\`return import("${'$'}{location.origin}/d.js")\`)(),
}
for (const [name, go] of Object.entries(ways)) {
  await go().then(() => console.log(name, 'reached'), () => console.log(name, 'refused'))
}
`)
    await shown.reaches('finished', 'failed')
    expect(await shown.stdout()).toBe('import refused\neval refused\nfont refused\nown refused\n')
    expect(reached.filter((url) => /example\.com|\/[a-d]\.(?:js|woff)/.test(url))).toEqual([])
  })

  it('survives that the page is loaded again', async () => {
    await using window = await visit()
    const { run, shown } = await edit(window)
    await run("console.log('Kept')\n")
    await shown.reaches('finished')
    const again = await edit(window)
    expect(await again.editor.locator('.cm-content').innerText()).toContain("console.log('Kept')")
    expect(window.problems).toEqual([])
  })

  it('says at which line it cannot be compiled', async () => {
    await using window = await visit()
    const { run, shown } = await edit(window)
    await run("console.log('fine')\nconst = 1\n")
    await shown.reaches('failed')
    expect(await shown.panel.getByRole('alert').textContent()).toMatch(/streaming_response\.ts:2|line 2/)
    expect(window.problems).toEqual([])
  })

  it('that has no end is stopped, and leaves the page as it was', async () => {
    await using window = await visit()
    const { run, shown } = await edit(window)
    await run("console.log('on and on')\nfor (;;) {}\n")
    await shown.reaches('running')
    await window.page.keyboard.press('Escape')
    await shown.reaches('stopped')
    await run("console.log('and an end')\n")
    await shown.reaches('finished')
    expect(await shown.stdout()).toBe('and an end\n')
    expect(window.problems).toEqual([])
  })

  it('reaches nothing but the mock platforms', async () => {
    await using window = await visit()
    const { run, shown } = await edit(window)
    await run("await fetch('https://example.com/elsewhere')\n")
    await shown.reaches('failed')
    expect(await shown.panel.getByRole('alert').textContent()).toContain(
      'https://example.com cannot be reached from this',
    )
    await run("await import('https://example.com/elsewhere.js')\n")
    await shown.reaches('failed')
    await run('console.log(typeof XMLHttpRequest, typeof WebSocket, typeof importScripts, typeof navigator)\n')
    await shown.reaches('finished')
    expect(await shown.stdout()).toBe('undefined undefined undefined undefined\n')
    expect(window.problems).toEqual([])
  })

  it('may print a megabyte: the page keeps the end of it', async () => {
    await using window = await visit()
    const { run, shown } = await edit(window)
    await run("for (let at = 0; at < 20_000; at++) console.log('x'.repeat(50), at)\n")
    await shown.reaches('finished')
    const printed = await shown.stdout()
    expect(printed.length).toBeLessThanOrEqual(200_000)
    expect(printed).toMatch(/ 19999\n$/)
    expect(await shown.panel.locator('.run-left').textContent()).toContain('are left out')
    expect(window.problems).toEqual([])
  })
})
