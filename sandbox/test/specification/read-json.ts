/** A value of JSON, by its path: `lists.0.id`. Undefined where nothing is. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .filter((name) => name !== '')
    .reduce(
      (inner: unknown, name) =>
        typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined,
      value,
    )
}

/** The body of a response as JSON, or the part of it at `path`; undefined if it has none. */
export async function readJson(response: Response, path = ''): Promise<unknown> {
  const text = await response.text()
  return text === '' ? undefined : at(JSON.parse(text), path)
}

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
