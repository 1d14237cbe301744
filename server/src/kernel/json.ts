/** Finds numbers that a double may not hold exactly: 16 digits or more, and exponents. */
const MAY_LOSE_DIGITS = /[:[,]\s*-?\d(?:[\d.]{15,}|[\d.]*[eE])|^\s*-?\d{16,}/

/** The reviver's third argument needs Node 22. */
type Reviver = (
  this: unknown,
  name: string,
  value: unknown,
  context?: { readonly source?: string },
) => unknown

/** Keeps an integer as text if parsing would change its digits, so that two IDs never become one. A fraction is no ID. */
const keepDigits: Reviver = (_name, value, context) => {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  if (Number.isFinite(value) && !Number.isInteger(value)) return value
  const source = context?.source ?? String(value)
  return String(value) === source ? value : source
}

/** A value that is written into JSON as these digits, however many they are. */
export function exactInteger(digits: string): object {
  // ECMAScript's JSON.rawJSON, which the types of Node do not know yet.
  return (JSON as unknown as { rawJSON(text: string): object }).rawJSON(digits)
}

/**
 * Parses a provider's JSON. An integer that a double cannot hold exactly, such as 9007199254740993, becomes a string.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text
  return MAY_LOSE_DIGITS.test(json) ? JSON.parse(json, keepDigits) : JSON.parse(json)
}

/** Whether a JSON value is an object; neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses a provider's JSON object; undefined for anything else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = parseJson(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
