import { findExcess } from '../../kernel/find-excess.ts'

/** Strings, and whether each is the name of a member. */
const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g

/** The number of values of 500 contacts with a hundred values each. Checking more would make other requests wait. */
export const MAX_PLAIN_VALUES = 50_000

/**
 * Parses JSON that every program reads in the same way: without repeated member names, of which some read the first and some the last.
 * @returns undefined if it is not such JSON, or has too many values
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

/** Counts member names, repeated ones too. */
function countWrittenNames(text: string): number {
  let count = 0
  for (const [, colon] of text.matchAll(STRINGS)) if (colon !== undefined) count++
  return count
}

/** Counts the member names of a parsed value, without recursion. */
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
