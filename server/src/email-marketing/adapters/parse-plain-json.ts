import { findExcess } from '../../kernel/find-excess.ts'

/** Strings, and whether each is the name of a member. */
const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g

/** As many as 500 contacts with a hundred values each have. More take long to be looked at, while other requests wait. */
export const MAX_PLAIN_VALUES = 50_000

/**
 * JSON that every program reads alike: of two members with one name, some read the first and some the last. undefined: it is none, or too much
 * of it.
 */
export function parsePlainJson(text: string): unknown {
  if (findExcess(text, MAX_PLAIN_VALUES) !== undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return countNames(value) === countWrittenNames(text) ? value : undefined
  } catch {
    return undefined
  }
}

/** As often as they are written. */
function countWrittenNames(text: string): number {
  let count = 0
  for (const [, colon] of text.matchAll(STRINGS)) if (colon !== undefined) count++
  return count
}

/** Without recursion. */
function countNames(value: unknown): number {
  let count = 0
  const left = [value]
  while (left.length > 0) {
    const one = left.pop()
    if (typeof one !== 'object' || one === null) continue
    const values: unknown[] = Object.values(one)
    if (!Array.isArray(one)) count += values.length
    for (const each of values) left.push(each)
  }
  return count
}
