import type Provider from 'oidc-provider'
import { membershipOf } from '../identity/memberships.ts'
import { ProblemError } from '../kernel/errors.ts'
import { MINUTE } from '../kernel/time.ts'
import type { Sql } from '../store/sql/sql.ts'
import { principalOfAssistant } from '../workspaces/principal.ts'
import type { Assistants } from './assistant.ts'
import type { AssistantGrants } from './assistant-grants.ts'
import { isOurs, normalizeResource } from './resource.ts'

interface AuthenticateContext {
  readonly sql: Sql
  readonly publicUrl: () => string
  readonly provider: () => Promise<Provider>
  readonly grants: AssistantGrants
}

/** Precision of an assistant's `lastUsedAt`. */
const USED_EVERY_MS = MINUTE

/** Creates the function that finds the assistant of an access token. */
export function createAuthenticateAssistant(context: AuthenticateContext): Assistants['principalOf'] {
  return async (token, resource) => {
    const found = await (await context.provider()).AccessToken.find(token)
    const { aud, grantId, scope = '' } = found ?? {}
    if (!found || grantId === undefined) throw new ProblemError('invalid_token')
    const whole = `${context.publicUrl()}/mcp`
    const here = normalizeResource(resource.href, whole)
    // A token for /mcp is valid at every URL below it; a token for one URL only there (RFC 8707).
    const audiences = [aud ?? []].flat().map((one) => normalizeResource(one, whole))
    if (!audiences.some((one) => one === whole || one === here) || !isOurs(here, whole))
      throw new ProblemError('invalid_token', { detail: 'a token for another resource' })
    const row = await context.grants.read(grantId)
    if (!row) throw new ProblemError('invalid_token', { detail: 'the assistant was revoked' })
    const membership = await membershipOf(context.sql, row.userId, row.workspaceId)
    if (membership?.workspaceId !== row.workspaceId)
      throw new ProblemError('invalid_token', { detail: 'the user is no longer a member' })
    await context.grants.noteUsed(row, USED_EVERY_MS)
    const given = new Set(scope.split(' '))
    return principalOfAssistant({
      assistantId: row.id,
      userId: row.userId,
      ...membership,
      scopes: row.scopes.filter((scope) => given.has(scope)),
      connectionIds: row.connections,
    })
  }
}
