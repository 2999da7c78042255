import type { Schema } from '../../tables/config-schema.ts'

const text: Schema = { type: 'string' }
const texts: Schema = { type: 'array', items: text }
const versions: Schema = { type: 'object', additionalProperties: text }

/** The forms of the keys of `package.json` that npm documents. Tools add keys of their own. */
export const packageSchema: Schema = {
  type: 'object',
  properties: {
    ...{ name: text, version: text, description: text, license: text, main: text, module: text, types: text },
    ...{ homepage: text, packageManager: text, keywords: texts, files: texts, os: texts, cpu: texts },
    type: { enum: ['module', 'commonjs'] },
    private: { type: 'boolean' },
    ...{ scripts: versions, engines: versions, dependencies: versions, devDependencies: versions },
    ...{ peerDependencies: versions, optionalDependencies: versions },
    bin: { anyOf: [text, versions] },
    workspaces: { anyOf: [texts, { type: 'object' }] },
  },
}
