import { describe, expect, test } from 'vitest'
import { regionLines, regionNames } from '../../../tangle/regions/region-lines.ts'

describe('a region of a file', () => {
  test.each([
    ['//#region a\nx\n//#endregion a'],
    ['  // #region a\nx\n  // #endregion'],
    ['// region a\nx\n// endregion a'],
    ['<!-- #region a -->\nx\n<!-- #endregion a -->'],
    ['/* #region a */\nx\n/* #endregion a */'],
    ['#region a\nx\n#endregion a'],
    ['# region a\nx\n# endregion a'],
    ['# #region a\nx\n# #endregion'],
    ['-- #region a\nx\n-- #endregion a'],
    [':: #region a\nx\n:: #endregion a'],
    ['REM #region a\nx\nREM #endregion a'],
    ['#pragma region a\nx\n#pragma endregion a'],
    ['(* #region a *)\nx\n(* #endregion a *)'],
    ['#Region a\nx\n#End Region'],
    ['//#region b\n//#region a\nx\n//#endregion\ny\n//#endregion'],
    ['//#region a\n//#region b\nx\n//#endregion b\n//#endregion a'],
  ])('%j holds x', (text) => {
    expect(regionLines(text.split('\n'), 'a')).toEqual(['x'])
  })

  test.each([['x'], ['//#region a\nx'], ['//#region ab\nx\n//#endregion ab'], ['const region = "a"']])(
    '%j has none',
    (text) => {
      expect(regionLines(text.split('\n'), 'a')).toBeUndefined()
    },
  )

  test('several of one name follow each other, and all names are known', () => {
    const lines = '//#region a\n1\n//#endregion\n2\n//#region a\n3\n//#endregion\n//#region b\n//#endregion'.split('\n')
    expect(regionLines(lines, 'a')).toEqual(['1', '3'])
    expect(regionNames(lines)).toEqual(['a', 'b'])
  })
})
