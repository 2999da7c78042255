import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { PICTURE_FILE, renderPicture } from '../scripts/readme-picture.ts'

test('the picture of README.md shows what the command prints: else `npx tsx scripts/readme-picture.ts` draws it', async () => {
  expect(await readFile(PICTURE_FILE, 'utf8')).toBe(await renderPicture())
})
