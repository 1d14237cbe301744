import { parseObject } from '../kernel/json.ts'
import type { ErrorInSuccess, Provider, ErrorClass } from './provider.ts'

/** What the answer to a call with a credential says of the credential. `trouble`: nothing, since the platform is in trouble. */
export type Judgement = 'accepted' | 'dead' | 'denied' | 'trouble' | 'other' | ErrorClass

/** `denied`: the credential is good, and its user may not do this. `other`: any other refusal. */
export function judgeAnswer(
  { api }: Provider,
  { status, text }: { readonly status: number; readonly text: string },
): Judgement {
  if (status === api.unauthorizedStatus) return 'dead'
  const refusal = api.classifyError?.(status, text)
  if (refusal) return refusal
  if (status === 429 || status >= 500) return 'trouble'
  // A bare one comes from what stands before the platform, and says nothing of the user.
  if (status === 403) return /^\s*[[{]/.test(text) ? 'denied' : 'other'
  if (status >= 300) return 'other'
  return api.errorInSuccess ? judgeSuccess(api.errorInSuccess, text) : 'accepted'
}

function judgeSuccess({ member, dead }: ErrorInSuccess, text: string): Judgement {
  let value: unknown = parseObject(text)
  for (const name of member.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  if (value === undefined || value === null || value === false || value === '' || isEmpty(value))
    return 'accepted'
  const said = typeof value === 'string' ? value : JSON.stringify(value)
  return dead === undefined || dead.includes(said) ? 'dead' : 'trouble'
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
