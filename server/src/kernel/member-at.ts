/** The member of a JSON value at a path: `a.b` is the member `b` of the member `a`; undefined if there is none. */
export function memberAt(body: unknown, path: string): unknown {
  let value: unknown = body
  for (const name of path.split('.'))
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return value
}
