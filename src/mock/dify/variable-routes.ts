import { anything, isObject, object, optional, required } from '../shape.ts'
import type { VariableType } from './app-settings.ts'
import { DifyError, invalidParameter } from './dify-error.ts'
import { readInteger, readUuid } from './read-query.ts'
import type { Variable } from './records.ts'
import type { DifyRoutes } from './route.ts'
import { toSeconds } from './to-seconds.ts'

/** `/conversations/{id}/variables` (Dify specification 3.8). */
export function addVariableRoutes(routes: DifyRoutes): void {
  const common = { cite: 'Dify specification 3.8' } as const

  routes.add({
    ...common,
    method: 'GET',
    path: '/conversations/:id{uuid}/variables',
    user: 'query',
    query: ['last_id', 'limit', 'variable_name'],
    handle({ app, user, parameters, query }) {
      const limit = readInteger(query, 'limit', 20, 100)
      const lastId = readUuid(query, 'last_id')
      const name = readName(query)
      const { variables } = app.conversation(parameters.id ?? '', user)
      // A part of the name is enough, in any case.
      const rows = variables.filter((variable) => variable.name.toLowerCase().includes(name))
      const last = lastId === undefined ? -1 : rows.findIndex(({ id }) => id === lastId)
      if (lastId !== undefined && last < 0) throw invalidParameter('')
      const page = rows.slice(last + 1)
      return Response.json({ limit, has_more: page.length > limit, data: page.slice(0, limit).map(toWireVariable) })
    },
  })

  routes.add({
    ...common,
    method: 'PUT',
    path: '/conversations/:id{uuid}/variables/:variable_id{uuid}',
    user: 'json',
    body: object({ value: required(anything), user: optional(anything) }),
    handle({ app, user, parameters, body }) {
      const { variables } = app.conversation(parameters.id ?? '', user)
      const variable = variables.find(({ id }) => id === parameters.variable_id)
      if (variable === undefined) throw new DifyError(404, 'not_found', 'Conversation Variable Not Exists.')
      if (!fits(variable.type, body.value)) {
        const expected = `expects ${variable.type}, but got ${pythonType(body.value)} type`
        throw new DifyError(400, 'bad_request', `Type mismatch: variable '${variable.name}' ${expected}`)
      }
      variable.value = body.value
      variable.updatedAt = app.now()
      return Response.json(toWireVariable(variable))
    },
  })
}

function readName(query: URLSearchParams): string {
  const name = query.get('variable_name')
  if (name === null) return ''
  if (!/^[A-Za-z0-9._-]{1,255}$/.test(name) || /--|xp_|sp_/.test(name)) {
    throw invalidParameter('Variable name contains invalid characters')
  }
  return name.toLowerCase()
}

function fits(type: VariableType, value: unknown): boolean {
  const items = /^array(?:\[(\w+)\])?$/.exec(type)
  if (items) {
    const [, item = 'any'] = items
    return Array.isArray(value) && value.every((one) => item === 'any' || fits(item as VariableType, one))
  }
  if (type === 'object' || type === 'file') return isObject(value)
  return typeof value === (type === 'secret' ? 'string' : type)
}

function pythonType(value: unknown): string {
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return { string: 'str', boolean: 'bool' }[typeof value as 'string' | 'boolean'] ?? 'dict'
}

/** Python's `str` of a value: not JSON, whatever the documentation says (Dify specification 3.8). */
function pythonText(value: unknown, nested = false): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return nested ? pythonQuoted(value) : value
  if (Array.isArray(value)) return `[${value.map((item) => pythonText(item, true)).join(', ')}]`
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => `${pythonQuoted(key)}: ${pythonText(item, true)}`)
    return `{${entries.join(', ')}}`
  }
  return String(value)
}

function pythonQuoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  return quote + text.replace(/\\/g, '\\\\').replaceAll(quote, `\\${quote}`).replace(/\n/g, '\\n') + quote
}

function toWireVariable(variable: Variable): Record<string, unknown> {
  const { id, name, type, value, description, createdAt, updatedAt } = variable
  return {
    ...{ id, name, value_type: type, value: pythonText(value), description },
    ...{ created_at: toSeconds(createdAt), updated_at: toSeconds(updatedAt) },
  }
}
