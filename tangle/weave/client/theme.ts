import DefaultTheme from 'vitepress/theme'
import { extendTheme } from './extend-theme.ts'

export { extendTheme }

/** The default theme of VitePress, extended. */
export default extendTheme(DefaultTheme)
