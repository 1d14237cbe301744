import type { Connection } from '@letterlock/sdk'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'

/** Until when the access token works, or who refreshes it. */
export function TokenInWords({ connection }: { readonly connection: Connection }) {
  const { activeCredential, accessTokenExpiresAt, nextRefreshAt } = connection
  const { facts } = texts
  if (activeCredential === null) return <>{facts.noCredential}</>
  if (activeCredential === 'api_key') return <>{facts.apiKey}</>
  if (nextRefreshAt !== null)
    return (
      <>
        {facts.refreshes} <When at={nextRefreshAt} />
      </>
    )
  if (accessTokenExpiresAt === null) return <>{facts.neverExpires}</>
  return (
    <>
      {facts.expires} <When at={accessTokenExpiresAt} />
    </>
  )
}
