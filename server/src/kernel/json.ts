/** Where a number may not survive as a double: seventeen digits and more, and exponents. Rare, and cheap to look for. */
const MAY_LOSE_DIGITS = /[:[,]\s*-?\d(?:[\d.]{15,}|[\d.]*[eE])|^\s*-?\d{16,}/

/** The third argument of a reviver, in Node 22 and later. */
type Reviver = (
  this: unknown,
  name: string,
  value: unknown,
  context?: { readonly source?: string },
) => unknown

/** A number whose digits would change keeps the text that was sent: two accounts must not become one. */
const keepDigits: Reviver = (_name, value, context) => {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source ?? String(value)
  return String(value) === source ? value : source
}

/**
 * JSON of a platform. Numbers that JavaScript cannot hold exactly, such as 9007199254740993, are strings of their digits.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text
  return MAY_LOSE_DIGITS.test(json) ? JSON.parse(json, keepDigits) : JSON.parse(json)
}

/** undefined for what is no JSON object. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = parseJson(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
