import type { Connection } from '@letterlock/sdk'
import type { ReactNode } from 'react'
import { texts } from '../texts.ts'
import { When } from './when.tsx'

/** What is known of a connection; with `all` also what a card has no room for. */
export function Facts({
  connection,
  all = false,
}: {
  readonly connection: Connection
  readonly all?: boolean
}) {
  const { facts } = texts
  const { credential, expiresAt, nextRefreshAt, apiKey, health, lastCheckedAt, lastCallAt } = connection
  const inUse = credential === null ? facts.nothing : credential === 'oauth' ? facts.oauth : facts.apiKey
  const fallback =
    apiKey === null ? facts.fallbackNone : apiKey.works ? facts.fallbackWorks : facts.fallbackBroken
  return (
    <dl className="facts">
      <Fact name={facts.since}>
        <When at={connection.connectedAt} />
      </Fact>
      <Fact name={facts.credential}>{inUse}</Fact>
      {credential === 'oauth' && (
        <Fact name={facts.expires}>
          {nextRefreshAt !== null ? (
            <>
              {facts.renewed} <When at={nextRefreshAt} />
            </>
          ) : expiresAt === null ? (
            facts.never
          ) : (
            <>
              {facts.until} <When at={expiresAt} />
            </>
          )}
        </Fact>
      )}
      <Fact name={facts.checked}>{lastCheckedAt ? <When at={lastCheckedAt} /> : facts.notChecked}</Fact>
      {all && (
        <>
          <Fact name={facts.called}>{lastCallAt ? <When at={lastCallAt} /> : facts.notCalled}</Fact>
          <Fact name={facts.health}>
            {health.state === 'failing'
              ? facts.healthFailing(health.failures)
              : nextRefreshAt === null
                ? facts.healthNone
                : facts.healthOk}
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
