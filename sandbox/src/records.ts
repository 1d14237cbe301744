/** The string form of every object. */
export const objectAsText = (): string => '[object Object]'

/** Needed to convert a record to a string. A symbol cannot come from a request. */
const PROTOTYPE: object = Object.freeze(
  Object.create(null, { [Symbol.toPrimitive]: { value: objectAsText } }),
)

/**
 * A record without a prototype. Its keys are IDs from requests, which may be `__proto__` or `constructor`: these exist in every ordinary
 * object.
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
