import type { LeasedConnection } from '../connections/connection-repository.ts'
import { markFailed } from '../tracing/tracing.ts'
import type { RefreshContext, RefreshedTokenSet, RefreshOptions } from './refresh-context.ts'
import { refreshTokenSet } from './refresh-token-set.ts'

/** `refreshTokenSet`, as a span if there is tracing. */
export function refreshInSpan(
  context: RefreshContext,
  leased: LeasedConnection,
  options?: RefreshOptions,
): Promise<RefreshedTokenSet> {
  const { tracing } = context
  if (tracing === null) return refreshTokenSet(context, leased, options)
  const attributes = { 'letterlock.connection.id': leased.id, 'letterlock.provider': leased.providerSlug }
  return tracing.inSpan('token refresh', { attributes }, async (span) => {
    const outcome = await refreshTokenSet(context, leased, options)
    span.setAttribute('letterlock.refresh.outcome', outcome)
    if (outcome === 'failing' || outcome === 'ended') markFailed(span, outcome)
    return outcome
  })
}
