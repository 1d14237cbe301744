/** A path of the API. Its IDs are validated and encoded when the request is sent. */
export interface Path {
  readonly texts: readonly string[]
  readonly ids: readonly Readonly<Record<string, string>>[]
}

/** For example path`/v1/connections/${{ connectionId }}/token`. Error messages contain the name of the ID. */
export function path(texts: TemplateStringsArray, ...ids: readonly Readonly<Record<string, string>>[]): Path {
  return { texts, ids }
}

/** @throws TypeError for an ID that is empty, not a string, or “.” or “..”, which would change the path (RFC 3986 section 5.2.4) */
export function toPathname({ texts, ids }: Path): string {
  return texts.map((text, index) => text + encodeIds(ids[index] ?? {})).join('')
}

function encodeIds(ids: Readonly<Record<string, unknown>>): string {
  return Object.entries(ids)
    .map(([name, id]) => {
      if (typeof id !== 'string' || id.trim() === '')
        throw new TypeError(`${name} must be a string that is not empty, but is ${show(id)}.`)
      if (id === '.' || id === '..') throw new TypeError(`${name} cannot be ${show(id)}.`)
      return encodeURIComponent(id.toWellFormed())
    })
    .join('')
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : value === null ? 'null' : typeof value
}
