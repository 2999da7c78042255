import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createCardDrawer } from './draw-card.ts'
import { cardOf } from './page-head.ts'
import { pathOf } from './write-twins.ts'

export interface CardsOptions {
  readonly outDir: string
  readonly sections: readonly {
    readonly text: string
    readonly items: readonly { readonly text: string; readonly link: string }[]
  }[]
  /** What stands on the picture of the first page. */
  readonly claim: string
  /** A font as WOFF2, and the mark of the site as SVG. */
  readonly fontFile: string
  readonly mark: string
}

/** Draws for each page the picture that previews of links show. */
export async function writeCards({ outDir, sections, claim, fontFile, mark }: CardsOptions): Promise<void> {
  const draw = await createCardDrawer(fontFile, mark)
  const first = { title: claim, section: '', link: '/' }
  const cards = sections.flatMap(({ text: section, items }) =>
    items.map(({ text: title, link }) => ({ title, section, link })),
  )
  for (const { link, ...card } of [first, ...cards]) {
    const file = join(outDir, cardOf(pathOf(link)))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, await draw(card))
  }
}
