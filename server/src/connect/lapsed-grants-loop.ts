import { ProblemError } from '../kernel/errors.ts'
import { poll, type Poll } from '../kernel/poll.ts'
import { MINUTE } from '../kernel/time.ts'
import { requireAccount } from '../connections/account-lookup.ts'
import { revokeUnlessUsed } from '../connections/revoke-unless-used.ts'
import { definitionOf } from '../providers/definition-of.ts'
import { getOAuthApp } from '../workspaces/oauth-apps.ts'
import type { ConnectContext } from './context.ts'
import type { KeptGrant } from './kept-grant.ts'
import { readKept, type KeptTokens } from './kept-grants.ts'

const LOOK_EVERY_MS = MINUTE
/** Grants that are revoked in parallel, each with a request to a provider. */
const BATCH = 20

/** Revokes grants that no request took in time, such as the grant of an account that the end user did not accept. */
export function startLapsedGrantsLoop(context: ConnectContext): Poll {
  return poll(() => revokeLapsedGrants(context), {
    everyMs: LOOK_EVERY_MS,
    log: context.log,
    failure: 'polling for unused grants failed',
  })
}

/** @returns whether there may be more */
export async function revokeLapsedGrants(context: ConnectContext): Promise<boolean> {
  const lapsed = await context.store.keptGrants.takeLapsed(context.now().getTime(), BATCH)
  await Promise.all(lapsed.map((grant) => revokeLapsed(context, grant)))
  return lapsed.length === BATCH
}

async function revokeLapsed(context: ConnectContext, grant: Omit<KeptGrant, 'expiresAt'>): Promise<void> {
  const { workspaceId } = grant
  try {
    const kept = readKept(context, grant)
    const { tokens, providerSlug, oauthAppId } = kept
    // Imported from another system, which may still use it.
    if (oauthAppId === null) return
    const accountId = kept.accountId ?? (await lookUp(context, workspaceId, { ...kept, oauthAppId }))
    await revokeUnlessUsed(context, { workspaceId, providerSlug, oauthAppId, accountId }, () => tokens)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    // While its account is unknown, a connection may use the same grant.
    context.log.warn(
      { errorCode: error.code },
      'revoking an unused grant failed: it stays valid at the provider',
    )
  }
}

async function lookUp(
  context: ConnectContext,
  workspaceId: string,
  { tokens, providerSlug, oauthAppId }: KeptTokens & { readonly oauthAppId: string },
): Promise<string> {
  const app = await getOAuthApp(context, workspaceId, oauthAppId)
  const provider = definitionOf(context, providerSlug)
  return (await requireAccount(context, provider, { token: tokens.accessToken, app })).id
}
