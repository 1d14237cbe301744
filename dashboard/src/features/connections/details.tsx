import type { Connection } from '@letterlock/sdk'
import { CopyButton } from '../../ui/copy.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { LastCall } from '../calls/last-call.tsx'
import { EndUser } from './end-user.tsx'
import { TokenInWords } from './token-in-words.tsx'

/** The facts of a connection. */
export function Details({ connection }: { readonly connection: Connection }) {
  const { facts } = texts
  const { id, account, endUserId, activeCredential, nextRefreshAt, apiKey, health } = connection
  return (
    <Facts>
      <Fact name={facts.id}>
        <span className="flex items-center gap-1">
          <code className="truncate text-xs">{id}</code> <CopyButton text={id} />
        </span>
      </Fact>
      <Fact name={facts.endUser}>
        <EndUser id={endUserId} />
      </Fact>
      {account.email !== null && <Fact name={facts.email}>{account.email}</Fact>}
      <Fact name={facts.connectedAt}>
        <When at={connection.connectedAt} />
      </Fact>
      <Fact name={facts.credential}>
        {activeCredential === null
          ? facts.noCredential
          : activeCredential === 'oauth'
            ? facts.oauth
            : facts.apiKey}
      </Fact>
      {activeCredential === 'oauth' && (
        <Fact name={facts.token}>
          <TokenInWords connection={connection} />
        </Fact>
      )}
      <Fact name={facts.refresh}>
        {health.status === 'failing'
          ? facts.refreshFailing(health.consecutiveFailures)
          : nextRefreshAt === null
            ? facts.refreshNotRequired
            : facts.refreshWorking}
      </Fact>
      <Fact name={facts.checked}>
        {connection.lastCheckedAt ? <When at={connection.lastCheckedAt} /> : facts.neverChecked}
      </Fact>
      <Fact name={facts.called}>
        <LastCall connection={connection} />
      </Fact>
      <Fact name={facts.fallback}>
        {apiKey === null ? facts.fallbackNone : apiKey.valid ? facts.fallbackReady : facts.fallbackInvalid}
      </Fact>
    </Facts>
  )
}
