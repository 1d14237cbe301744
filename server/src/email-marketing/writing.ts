import type { Contact } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'

/** Who has left is not written to again because a program says so. @throws ProblemError contact_suppressed */
export function assertMayBeWritten({ status }: Pick<Contact, 'status'>): void {
  if (status === 'unsubscribed' || status === 'bounced' || status === 'suspended')
    throw new ProblemError('contact_suppressed', { facts: { contactStatus: status } })
}

/** Platforms pass over a field that they do not know, in silence. @throws ProblemError unknown_contact_field */
export function assertFields(fields: Readonly<Record<string, string>>, known: readonly string[]): void {
  const unknown = Object.keys(fields).filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new ProblemError('unknown_contact_field', {
      facts: { fields: unknown.join(', '), knownFields: known.join(', ') },
    })
}

/** What is put back whole: a member without a value is left out, as it came. */
export function withoutNulls(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
}

/** undefined for what is not there. */
export async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'resource_not_found') return undefined
    throw error
  }
}
