import type { KnownCredential } from './kernel/known-credential.ts'

/* The sandbox's record of each request, which its page reads too. */

/** A request to a simulated provider. The query is left out: it may hold codes and secrets. */
export interface SandboxRequest {
  readonly id: number
  /** ISO 8601, by the sandbox's clock. */
  readonly at: string
  readonly method: string
  /** The provider's host, such as `login.mailchimp.com`. */
  readonly host: string
  readonly path: string
  /** Header names in lower case, without their values, which may be secrets. */
  readonly headers: readonly string[]
  /** Whether the route sends email. */
  readonly sends: boolean
  /** HTTP status of the response; 0 until it is sent, or if the connection was reset. */
  status: number
  /** Absent until there is a response. */
  durationMs?: number
  /** Kind of the fault that affected it. */
  fault?: string
  /** `not_implemented`: the specification has the operation, the sandbox does not. */
  sandboxStatus?: string
  /** With `not_implemented`: the path as the specification has it, such as `/v3/contacts/{contact_id}`. */
  operation?: string
}

/** A token, code, key or client ID of a request. Without `kind`, the provider does not know it. */
export interface RecordedCredential extends Partial<KnownCredential> {
  /** Its source: `Authorization`, or the name of a parameter. */
  readonly place: string
  /** Its first and last four characters: `9f2a…us21`. */
  readonly hint: string
  /** With the current names of both. */
  readonly accountName?: string
  readonly appName?: string
}

/** The details of a request and its response. They contain no real secrets: every credential is the sandbox's own. */
export interface ExchangeParts {
  /** Path and query at the provider's host. */
  readonly url: string
  readonly requestHeaders: Readonly<Record<string, string>>
  requestBody: string
  /** As they were before the request, which may use them up. */
  credentials: RecordedCredential[]
  responseHeaders: Readonly<Record<string, string>>
  /** As sent. At most 16,384 characters of each body. */
  responseBody: string
  /** The provider's response, if a fault changed or dropped it; at most 8192 characters of the body. */
  providerResponse?: { readonly status: number; readonly body: string }
}

/** A complete request, with its response. */
export interface Exchange
  extends ExchangeParts, Pick<SandboxRequest, 'host' | 'durationMs' | 'fault' | 'sandboxStatus'> {}
