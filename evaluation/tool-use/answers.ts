import assert from 'node:assert/strict'
import type { ToolResult } from '@letterlock/testing/mcp-client.ts'
import { NotAtProvider } from './request.ts'

/* Reading answers. */

export type Item = Readonly<Record<string, unknown>>

export const listOf = ({ structured }: ToolResult, name = 'items'): Item[] =>
  (structured[name] ?? []) as Item[]

export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const textsOf = (answer: ToolResult, member: string): string[] =>
  listOf(answer).map((item) => text(item[member]))

export const sorted = (all: Iterable<string>): string[] =>
  [...all].map((one) => one.toLowerCase()).toSorted((a, b) => a.localeCompare(b))

/** Whether a text that a model reads says that the provider does not report something. @throws NotAtProvider */
export function notReported({ text: said }: ToolResult, member: string): never {
  assert.match(said, new RegExp(`^Not reported, or none: .*\\b${member}\\b`, 'm'))
  throw new NotAtProvider(member)
}

/** Fails unless `answered` differs from the truth by less than a rounded tenth of a percent. */
export function assertRate(answered: unknown, part: number, whole: number): void {
  assert.ok(typeof answered === 'number', 'there is no rate')
  assert.ok(
    Math.abs(answered - (whole === 0 ? 0 : part / whole)) < 0.0006,
    `${answered}, not ${part} of ${whole}`,
  )
}
