import { CONNECT_ERRORS } from './error-catalogue/connect.ts'
import { CONNECTIONS_ERRORS } from './error-catalogue/connections.ts'
import { EMAIL_MARKETING_ERRORS } from './error-catalogue/email-marketing.ts'
import type { ErrorRow } from './error-catalogue/error-row.ts'
import { IDENTITY_ERRORS } from './error-catalogue/identity.ts'
import { REQUESTS_ERRORS } from './error-catalogue/requests.ts'
import { WEBHOOKS_ERRORS } from './error-catalogue/webhooks.ts'

const ROWS = {
  ...REQUESTS_ERRORS,
  ...IDENTITY_ERRORS,
  ...CONNECT_ERRORS,
  ...CONNECTIONS_ERRORS,
  ...EMAIL_MARKETING_ERRORS,
  ...WEBHOOKS_ERRORS,
}

/** A stable code for programs. `npm run docs` writes the SDK's list and `docs/errors.md` from the catalogue. */
export type ErrorCode = keyof typeof ROWS

/** One row per code: status, title and sentences. */
export const ERROR_CATALOGUE: Readonly<Record<ErrorCode, ErrorRow>> = ROWS

const isErrorCode = (name: string): name is ErrorCode => Object.hasOwn(ROWS, name)

export const ERROR_CODES: readonly ErrorCode[] = Object.keys(ROWS).filter(isErrorCode)

/** Names of placeholders without fallback text: `{name}`, not `{name|text}`. */
type NamesIn<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${string}|${string}` ? never : Name) | NamesIn<Rest>
  : never

/** The facts that the sentences of a code require. */
export type FactsOf<Code extends ErrorCode> = NamesIn<(typeof ROWS)[Code]['detail' | 'nextStep']>
