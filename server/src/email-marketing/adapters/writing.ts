import type { Contact } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../../kernel/errors.ts'

/**
 * Asserts that a contact may be changed: unsubscribed, bounced and suspended ones may not.
 * @throws ProblemError contact_suppressed
 */
export function assertMayBeWritten({ status }: Pick<Contact, 'status'>): void {
  if (status === 'unsubscribed' || status === 'bounced' || status === 'suspended')
    throw new ProblemError('contact_suppressed', { facts: { contactStatus: status } })
}

/**
 * Asserts that a contact may be removed: not an unsubscribed one, because the account would lose that record and could email the address again.
 * @throws ProblemError contact_suppressed
 */
export function assertMayBeRemoved({ status }: Pick<Contact, 'status'>): void {
  if (status === 'unsubscribed' || status === 'suspended')
    throw new ProblemError('contact_suppressed', { facts: { contactStatus: status } })
}

/**
 * Asserts that an archived contact had not unsubscribed: its status does not show that, and it must be neither subscribed nor forgotten.
 * @throws ProblemError contact_suppressed
 */
export function assertStayed({ hasLeft, leftAt, agreedAt }: Leaving): void {
  const hasAgreedAgain = leftAt !== null && agreedAt !== null && Date.parse(agreedAt) > Date.parse(leftAt)
  if (hasLeft && !hasAgreedAgain) assertMayBeWritten({ status: 'unsubscribed' })
}

/** What a provider knows about an archived contact. Times are ISO 8601; null if unknown. */
interface Leaving {
  readonly hasLeft: boolean
  /** When it last unsubscribed. */
  readonly leftAt: string | null
  /** When it last agreed. */
  readonly agreedAt: string | null
}

/** Asserts that no contact has an address. @param other the contact that has it, if any @throws ProblemError contact_exists */
export function assertFree(other: Pick<Contact, 'status'> | undefined): void {
  if (other) throw new ProblemError('contact_exists', { facts: { contactStatus: other.status } })
}

/**
 * Rejects unknown fields, which some providers silently ignore.
 * @throws ProblemError unknown_contact_field
 */
export function assertFields(fields: Readonly<Record<string, string>>, known: readonly string[]): void {
  const error = unknownFields(Object.keys(fields), known)
  if (error) throw error
}

/** The error of fields that an audience lacks. */
export function unknownFields(names: readonly string[], known: readonly string[]): ProblemError | undefined {
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length === 0) return undefined
  const facts = { fields: unknown.join(', '), knownFields: known.join(', ') }
  return new ProblemError('unknown_contact_field', { facts })
}

/** Removes null members before a PUT of a whole object. */
export function withoutNulls(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
}

/** Resolves to undefined instead of rejecting with `resource_not_found`. */
export async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'resource_not_found') return undefined
    throw error
  }
}
