import { parseObject } from '../kernel/json.ts'
import { memberAt } from '../kernel/member-at.ts'
import type { ErrorClass, ErrorsInOkResponse, Provider } from './provider.ts'

/**
 * What a provider's response says about the credential that was sent.
 * - `ok`: it works.
 * - `unauthorized`: it does not work.
 * - `forbidden`: it works, but its user lacks a permission at the provider.
 * - `unavailable`: nothing; the provider has a temporary problem.
 * - `rejected`: nothing; the request was rejected for another reason.
 */
export type ResponseClass = 'ok' | 'unauthorized' | 'forbidden' | 'unavailable' | 'rejected' | ErrorClass

/** Classifies the response to a request with a credential. @param text the body */
export function classifyResponse(
  { api }: Pick<Provider, 'api'>,
  { status, text }: { readonly status: number; readonly text: string },
): ResponseClass {
  if (api.unauthorizedStatuses.includes(status)) return 'unauthorized'
  const known = api.classifyError?.(status, text)
  if (known) return known
  if (status === 429 || status >= 500) return 'unavailable'
  // A 403 without JSON comes from a gateway and says nothing about the user.
  if (status === 403) return /^\s*[[{]/.test(text) ? 'forbidden' : 'rejected'
  if (status >= 300) return 'rejected'
  return api.errorsInOkResponse ? classifyOkResponse(api.errorsInOkResponse, text) : 'ok'
}

function classifyOkResponse({ member, unauthorizedValues }: ErrorsInOkResponse, text: string): ResponseClass {
  const value = memberAt(parseObject(text), member)
  if (value === undefined || value === null || value === false || value === '' || isEmpty(value)) return 'ok'
  const error = typeof value === 'string' ? value : JSON.stringify(value)
  return unauthorizedValues === undefined || unauthorizedValues.includes(error)
    ? 'unauthorized'
    : 'unavailable'
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
