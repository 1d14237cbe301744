import type { InvalidField } from '@letterlock/sdk/wire.ts'
import type { ErrorCode, FactsOf } from './error-catalogue.ts'

/** What is wrong with a field, as a code. */
export type FieldRule = NonNullable<InvalidField['rule']>

/** A provider as an error names it. */
export interface NamedProvider {
  readonly id: string
  readonly name: string
}

type Fact = string | number | null

/** Members that RFC 9457 section 3.1 or this API defines; a fact must not have these names. */
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
  | 'providerName'

/** Public members of the response in addition to the sentences; they fill the placeholders. */
type Facts<Needed extends string> = Readonly<
  Record<Needed, Fact> & Partial<Record<Reserved, never>> & Record<string, Fact | undefined>
>

interface AnyOptions extends ErrorOptions {
  /** For the log only; never part of a response. */
  readonly detail?: string | undefined
  /** The provider that the error is about. */
  readonly provider?: NamedProvider | undefined
  readonly facts?: Readonly<Record<string, Fact | undefined>> | undefined
  /** The invalid fields of the request. */
  readonly errors?: readonly InvalidField[] | undefined
}

type NeededFacts<Code extends ErrorCode> = Exclude<FactsOf<Code>, 'provider'>

/** Options of an error. The facts that the sentences of its code require are required here. */
type ProblemErrorOptions<Code extends ErrorCode> = AnyOptions &
  ([NeededFacts<Code>] extends [never]
    ? { readonly facts?: Facts<never> | undefined }
    : { readonly facts: Facts<NeededFacts<Code>> })

/** The constructor's options; optional if the code requires no fact. */
type Arguments<Code extends ErrorCode> = [NeededFacts<Code>] extends [never]
  ? [options?: ProblemErrorOptions<Code>]
  : [options: ProblemErrorOptions<Code>]

/** An error that is safe to return to the client. `ERROR_CATALOGUE` holds its status and sentences. */
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

/** Returns a copy of the error with more facts. */
export function withFacts<Code extends ErrorCode>(
  error: ProblemError<Code>,
  facts: Facts<never>,
): ProblemError<Code> {
  const { code, detail, provider, errors } = error
  const options = { detail, provider, errors, facts: { ...error.facts, ...facts }, cause: error }
  return new ProblemError<Code>(code, ...([options] as unknown as Arguments<Code>))
}

/** Adds the provider to a ProblemError that names none. Returns other errors unchanged. */
export function aboutProvider(error: unknown, { id, name }: NamedProvider): unknown {
  if (!(error instanceof ProblemError) || error.provider !== undefined) return error
  const { code, detail, facts, errors, cause, stack }: ProblemError = error
  const options = { detail, provider: { id, name }, facts, errors, cause }
  const named = new ProblemError<ErrorCode>(code, ...([options] as unknown as Arguments<ErrorCode>))
  return Object.assign(named, { stack })
}

/** Runs work and adds the provider to its errors: the code that throws them does not know it. */
export async function namingProvider<T>(provider: NamedProvider, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw aboutProvider(error, provider)
  }
}

/** The database outage that an error is or was caused by; libraries wrap errors. */
export function outageOf(error: unknown): ProblemError | undefined {
  for (let one = error; one instanceof Error; one = one.cause)
    if (one instanceof ProblemError && one.code === 'database_unavailable') return one
  return undefined
}

/** An `invalid_request` error with all invalid fields of the request. */
export function invalidRequest(...errors: readonly InvalidField[]): ProblemError<'invalid_request'> {
  return new ProblemError('invalid_request', {
    facts: { problem: errors.map(({ detail }) => detail).join(' ') },
    errors,
  })
}
