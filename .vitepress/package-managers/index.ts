import type MarkdownIt from 'markdown-it'
import { packageManagers, toManager } from './to-manager.ts'

/**
 * Shows a terminal block that installs something with npm once for each package manager, in tabs as VitePress makes
 * them. The page itself says it once, for npm: so do its twin in Markdown and the commands that are checked.
 */
export function tabPackageManagers(md: MarkdownIt): void {
  const { fence } = md.renderer.rules
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index]
    const render = () => fence?.(tokens, index, options, env, self) ?? ''
    if (!token || !/^(?:console|shellsession)\b/.test(token.info)) return render()
    const { content, info } = token
    const texts = packageManagers.flatMap((manager) => toManager(content, manager) ?? [])
    if (texts.length < packageManagers.length) return render()
    const blocks = texts.map((text, at) => {
      Object.assign(token, { content: text, info: at === 0 ? `${info} active` : info })
      return render()
    })
    Object.assign(token, { content, info })
    const tabs = packageManagers.map((manager, at) => {
      const id = `manager-${index}-${manager}`
      const input = `<input type="radio" name="manager-${index}" id="${id}"${at === 0 ? ' checked' : ''}>`
      return `${input}<label data-title="${manager}" for="${id}">${manager}</label>`
    })
    return `<div class="vp-code-group package-managers"><div class="tabs">${tabs.join('')}</div><div class="blocks">\n${blocks.join('')}</div></div>\n`
  }
}
