import type { ErrorCode, InvalidField } from '@letterlock/sdk/wire.ts'

export interface ProblemErrorOptions extends ErrorOptions {
  /** For the log only: never part of an answer. */
  readonly detail?: string
  /** Public members that an answer carries beside the sentence. */
  readonly facts?: Readonly<Record<string, string | number | null>>
  /** What is wrong with which part of the request. */
  readonly errors?: readonly InvalidField[]
}

/** Something went wrong that a caller may be told about: a stable code; the sentences stand in one table. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ErrorCode
  readonly detail: string | undefined
  readonly facts: Readonly<Record<string, string | number | null>>
  readonly errors: readonly InvalidField[]

  constructor(code: ErrorCode, { detail, facts = {}, errors = [], ...options }: ProblemErrorOptions = {}) {
    super(detail ? `${code}: ${detail}` : code, options)
    this.code = code
    this.detail = detail
    this.facts = facts
    this.errors = errors
  }
}

/** All faults of a request at once, each with its place and a sentence. */
export function invalidRequest(...errors: readonly InvalidField[]): ProblemError {
  return new ProblemError('invalid_request', {
    facts: { problem: errors.map(({ detail }) => detail).join(' ') },
    errors,
  })
}
