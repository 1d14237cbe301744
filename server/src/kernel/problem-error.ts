import type { InvalidField } from '@letterlock/sdk/wire.ts'
import type { ErrorCode, FactsOf } from './error-catalogue.ts'

/** A provider as errors name it: its ID for programs, its name for people. */
export interface NamedProvider {
  readonly id: string
  readonly name: string
}

type Fact = string | number | null

/** The members of a problem that mean something else (RFC 9457 section 3.1), or that have an option of their own. */
type Reserved =
  | 'type'
  | 'title'
  | 'status'
  | 'detail'
  | 'instance'
  | 'code'
  | 'nextStep'
  | 'requestId'
  | 'errors'
  | 'provider'

/** Public members of the response beside the sentences, which they fill. */
type Facts<Needed extends string> = Readonly<
  Record<Needed, Fact> & Partial<Record<Reserved, never>> & Record<string, Fact | undefined>
>

interface AnyOptions extends ErrorOptions {
  /** For the log only: never part of a response. */
  readonly detail?: string | undefined
  /** Whose rules or response it is about. */
  readonly provider?: NamedProvider | undefined
  readonly facts?: Readonly<Record<string, Fact | undefined>> | undefined
  /** What is wrong with which part of the request. */
  readonly errors?: readonly InvalidField[] | undefined
}

type NeededFacts<Code extends ErrorCode> = Exclude<FactsOf<Code>, 'provider'>

/** What is given with a code: the facts that its sentences cannot do without are required. */
export type ProblemErrorOptions<Code extends ErrorCode> = AnyOptions &
  ([NeededFacts<Code>] extends [never]
    ? { readonly facts?: Facts<never> | undefined }
    : { readonly facts: Facts<NeededFacts<Code>> })

/** The options of a code, which may be left out where no fact is needed. */
type Arguments<Code extends ErrorCode> = [NeededFacts<Code>] extends [never]
  ? [options?: ProblemErrorOptions<Code>]
  : [options: ProblemErrorOptions<Code>]

/** Something that a caller may be told about. `ERROR_CATALOGUE` says what a code means. */
export class ProblemError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'ProblemError'
  readonly code: Code
  readonly detail: string | undefined
  readonly provider: NamedProvider | undefined
  readonly facts: Readonly<Record<string, Fact | undefined>>
  readonly errors: readonly InvalidField[]

  constructor(code: Code, ...[options]: Arguments<Code>) {
    const { detail, provider, facts = {}, errors = [], ...rest }: AnyOptions = options ?? {}
    super(detail ? `${code}: ${detail}` : code, rest)
    this.code = code
    this.detail = detail
    this.provider = provider
    this.facts = facts
    this.errors = errors
  }
}

/** The same error, which says more. */
export function withFacts<Code extends ErrorCode>(
  error: ProblemError<Code>,
  facts: Facts<never>,
): ProblemError<Code> {
  const { code, detail, provider, errors } = error
  const options = { detail, provider, errors, facts: { ...error.facts, ...facts }, cause: error }
  return new ProblemError<Code>(code, ...([options] as unknown as Arguments<Code>))
}

/** All faults of a request at once, each with its place and a sentence. */
export function invalidRequest(...errors: readonly InvalidField[]): ProblemError<'invalid_request'> {
  return new ProblemError('invalid_request', {
    facts: { problem: errors.map(({ detail }) => detail).join(' ') },
    errors,
  })
}
