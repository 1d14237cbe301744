/** What every object is as a text. */
export const objectAsText = (): string => '[object Object]'

/** A symbol is no key of a request, and without it a record could not become a text. */
const PROTOTYPE: object = Object.freeze(
  Object.create(null, { [Symbol.toPrimitive]: { value: objectAsText } }),
)

/**
 * A record without members of a prototype. IDs in requests are its keys, and a request may contain `__proto__` or `constructor`: in an ordinary object
 * these name what every object has.
 */
export function createRecord<T>(entries: Iterable<readonly [string, T]> = []): Record<string, T> {
  const record = Object.create(PROTOTYPE) as Record<string, T>
  for (const [key, value] of entries) record[key] = value
  return record
}

/** For `JSON.parse`: makes every object that it reads a record without a prototype. */
export function reviveRecord(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? createRecord(Object.entries(value))
    : value
}
