import type { Connection } from '@letterlock/sdk'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'

/** The expiry of the access token, or how it is refreshed. */
export function TokenInWords({ connection }: { readonly connection: Connection }) {
  const { activeCredential, accessTokenExpiresAt, nextRefreshAt } = connection
  const { facts } = texts
  if (activeCredential === null) return <>{facts.noCredential}</>
  if (activeCredential === 'api_key') return <>{facts.apiKey}</>
  const isOver = (time: string): boolean => Date.parse(time) < Date.now()
  if (nextRefreshAt !== null && isOver(nextRefreshAt)) return <>{facts.refreshDue}</>
  if (nextRefreshAt !== null)
    return (
      <>
        {facts.refreshes} <When at={nextRefreshAt} />
      </>
    )
  if (accessTokenExpiresAt === null) return <>{facts.neverExpires}</>
  return (
    <>
      {isOver(accessTokenExpiresAt) ? facts.expired : facts.expires} <When at={accessTokenExpiresAt} />
    </>
  )
}
