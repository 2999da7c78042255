import { expect, it } from 'vitest'
import { describeLaunchFailure } from './launch-chromium.ts'

it('says which line installs a missing library', () => {
  const output = 'chromium: error while loading shared libraries: libnss3.so: cannot open shared object file'
  expect(describeLaunchFailure('/x/chromium', output)).toBe(
    'Chromium at /x/chromium does not start, because the system has no libnss3.so. On Debian and Ubuntu, as root:\n' +
      '  apt-get update && apt-get install -y libnss3 libnspr4 libexpat1',
  )
})

it('passes on any other reason, with the way to another Chromium', () => {
  const text = describeLaunchFailure('/x/chromium', 'spawn EACCES')
  expect(text).toContain('/x/chromium did not start')
  expect(text).toContain('CHROMIUM_PATH=npm')
  expect(text).toContain('spawn EACCES')
})
