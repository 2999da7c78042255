import type { Project } from '../../project/project.ts'

/**
 * Tells links that lead away from the project: what such a link calls by name is that of somebody else. A link to the home
 * page of the project, or into its repository, does not.
 */
export async function linkJudge({ fileSystem }: Project): Promise<(address: string) => boolean> {
  const text = await fileSystem.read('package.json').catch(() => undefined)
  const homes = [...(text ?? '').matchAll(/https?:\/\/([\w.-]+(?:\/[\w.-]+)*)/g)].map(([, place = '']) => homeOf(place))
  return (address) => {
    const [, place] = /^(?:https?:)?\/\/([^?#]+)/.exec(address) ?? []
    return place !== undefined && !homes.some((home) => `${place}/`.startsWith(`${home}/`))
  }
}

/** A host that many share has a folder for each. */
function homeOf(place: string): string {
  const [host = '', owner, name = ''] = place.split('/')
  return owner !== undefined && /^(?:github|gitlab|codeberg|npmjs|bitbucket)\./.test(host)
    ? `${host}/${owner}/${name.replace(/\.git$/, '')}`
    : host
}
