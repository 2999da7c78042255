import { strToU8, zipSync } from 'fflate'
import { element } from '../run/element.ts'
import { type ProjectProgram, projectFiles } from './project-files.ts'

/** A program has few kilobytes, and the same files are the same archive at any time: of the first day that ZIP knows. */
const packing = { level: 0, mtime: new Date(1980, 0, 1) } as const

/** The project of a program as a ZIP file. */
export function packProject(program: ProjectProgram): Uint8Array<ArrayBuffer> {
  const files = Object.entries(projectFiles(program)).map(([path, text]) => [path, strToU8(text)] as const)
  return zipSync(Object.fromEntries(files), packing)
}

/** Hands the project of a program to the browser as a file. */
export function downloadProject(program: ProjectProgram): void {
  const address = URL.createObjectURL(new Blob([packProject(program)], { type: 'application/zip' }))
  const link = element('a', { href: address, download: `${program.file.replace(/\.\w+$/, '')}.zip` })
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/**
 * Opens the project of a program in a new tab, at StackBlitz: a form that is posted, as its documentation has it
 * (developer.stackblitz.com, "Creating a project with a POST request"). Nothing is sent before.
 */
export function openInStackBlitz(program: ProjectProgram): void {
  const files = Object.entries(projectFiles(program))
  const fields = {
    'project[title]': program.name,
    'project[description]': `From ${program.address}`,
    'project[template]': 'node',
    ...Object.fromEntries(files.map(([path, text]) => [`project[files][${path}]`, text])),
  }
  const inputs = Object.entries(fields).map(([name, value]) => {
    // The value of an input has one line.
    const input = element('textarea', { name })
    input.value = value
    return input
  })
  const action = `https://stackblitz.com/run?file=${encodeURIComponent(files.at(-1)?.[0] ?? '')}`
  const form = element('form', { method: 'post', action, target: '_blank', rel: 'noopener', hidden: true }, ...inputs)
  document.body.append(form)
  form.submit()
  form.remove()
}
