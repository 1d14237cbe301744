import type { KnownCredential } from './kernel/known-credential.ts'

/* What the sandbox has of each request. The programs of its page read it, too. */

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
  /** HTTP status of the response; 0 until one is sent, and for good when the connection is reset. */
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

/** A token, code, key or client ID that a request carries; without a `kind`, the provider does not know it. */
export interface RecordedCredential extends Partial<KnownCredential> {
  /** Where it stands: `Authorization`, or the name of a parameter. */
  readonly place: string
  /** Which one it is, and not the whole: `9f2a…us21`, the first and the last four characters. */
  readonly hint: string
  /** Names are those that both have when it is shown. */
  readonly accountName?: string
  readonly appName?: string
}

/** What a request and its response had. Nothing of it is a secret: every credential is the sandbox's own. */
export interface ExchangeParts {
  /** Path and query at the provider's host. */
  readonly url: string
  readonly requestHeaders: Readonly<Record<string, string>>
  requestBody: string
  /** As they were when the request came: it may have used them up. */
  credentials: RecordedCredential[]
  responseHeaders: Readonly<Record<string, string>>
  /** As it was sent. At most 16,384 characters of each body. */
  responseBody: string
  /** What the provider has answered, where a fault changed or lost it; at most 8192 characters of the body. */
  providerResponse?: { readonly status: number; readonly body: string }
}

/** A request whole, with its response. */
export interface Exchange
  extends ExchangeParts, Pick<SandboxRequest, 'host' | 'durationMs' | 'fault' | 'sandboxStatus'> {}
