import type { Connection } from '@letterlock/sdk'
import type { ReactNode } from 'react'
import { texts } from '../texts.ts'
import { When } from './when.tsx'

/** The facts of a connection; with `all`, also those that a card has no room for. */
export function Facts({
  connection,
  all = false,
}: {
  readonly connection: Connection
  readonly all?: boolean
}) {
  const { facts } = texts
  const { activeCredential, accessTokenExpiresAt, nextRefreshAt, apiKey, health, lastCheckedAt, lastCallAt } =
    connection
  const active =
    activeCredential === null ? facts.noCredential : activeCredential === 'oauth' ? facts.oauth : facts.apiKey
  const fallback =
    apiKey === null ? facts.fallbackNone : apiKey.valid ? facts.fallbackReady : facts.fallbackInvalid
  return (
    <dl className="facts">
      <Fact name={facts.connectedAt}>
        <When at={connection.connectedAt} />
      </Fact>
      <Fact name={facts.credential}>{active}</Fact>
      {activeCredential === 'oauth' && (
        <Fact name={facts.token}>
          {nextRefreshAt !== null ? (
            <>
              {facts.refreshes} <When at={nextRefreshAt} />
            </>
          ) : accessTokenExpiresAt === null ? (
            facts.neverExpires
          ) : (
            <>
              {facts.expires} <When at={accessTokenExpiresAt} />
            </>
          )}
        </Fact>
      )}
      <Fact name={facts.checked}>{lastCheckedAt ? <When at={lastCheckedAt} /> : facts.neverChecked}</Fact>
      {all && (
        <>
          <Fact name={facts.called}>{lastCallAt ? <When at={lastCallAt} /> : facts.neverCalled}</Fact>
          <Fact name={facts.refresh}>
            {health.status === 'failing'
              ? facts.refreshFailing(health.consecutiveFailures)
              : nextRefreshAt === null
                ? facts.refreshNotRequired
                : facts.refreshWorking}
          </Fact>
          <Fact name={facts.fallback}>{fallback}</Fact>
        </>
      )}
    </dl>
  )
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
