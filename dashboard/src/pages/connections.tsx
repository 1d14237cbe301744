import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Connection } from '@letterlock/sdk'
import { useDeferredValue, useState } from 'react'
import { server } from '../api.ts'
import { Facts } from '../parts/facts.tsx'
import { useEndUserName } from '../parts/me.ts'
import { Problem } from '../parts/problem.tsx'
import { statusClass, StatusBadge } from '../parts/status-badge.tsx'
import { useProviderName } from '../parts/providers.ts'
import { texts } from '../texts.ts'

const PAGE = 60
/** Below this, the list is short enough to read. */
const MIN_TO_FILTER = 7

export function ConnectionsPage() {
  const [search, setSearch] = useState('')
  const [status, setStatus] = useState<'disconnected' | ''>('')
  // The query key and the request use the same deferred values, which may lag behind the input.
  const [deferredSearch, deferredStatus] = [useDeferredValue(search.trim()), useDeferredValue(status)]
  const filter = { search: deferredSearch || undefined, status: deferredStatus || undefined }
  const list = useInfiniteQuery({
    queryKey: ['connections', filter],
    queryFn: ({ pageParam }) => server.listConnections({ ...filter, limit: PAGE, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  const shown = list.data?.pages.flatMap(({ items }) => items) ?? []
  const filtered = deferredSearch !== '' || deferredStatus !== ''
  const nameOf = useProviderName()
  return (
    <>
      <div className="head">
        <h1>{texts.connections.title}</h1>
        <Link to="/connections/new" className="button">
          {texts.connections.add}
        </Link>
      </div>
      <Problem error={list.error} />
      {list.isPending && <p className="soft">{texts.loading}</p>}
      {list.isSuccess && shown.length === 0 && !filtered && (
        <div className="empty">
          <p>{texts.connections.empty}</p>
          <p className="soft">{texts.connections.emptyNext}</p>
        </div>
      )}
      {(shown.length >= MIN_TO_FILTER || filtered) && (
        <div className="filters">
          <input
            type="search"
            aria-label={texts.connections.search}
            placeholder={texts.connections.search}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <select
            aria-label={texts.connections.status}
            value={status}
            onChange={(event) => setStatus(event.target.value === '' ? '' : 'disconnected')}
          >
            <option value="">{texts.connections.all}</option>
            <option value="connected">{texts.connections.connected}</option>
            <option value="disconnected">{texts.status.disconnected}</option>
          </select>
        </div>
      )}
      {list.isSuccess && shown.length === 0 && filtered && <p className="soft">{texts.connections.none}</p>}
      <ul className="cards">
        {shown.map((connection) => (
          <Card key={connection.id} connection={connection} providerName={nameOf(connection.provider)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <button className="quiet" disabled={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {list.isFetchingNextPage ? texts.loading : texts.connections.more}
        </button>
      )}
    </>
  )
}

function Card({
  connection,
  providerName,
}: {
  readonly connection: Connection
  readonly providerName: string
}) {
  const { id, account, detail, permissions, endUserId } = connection
  const endUserName = useEndUserName()(endUserId)
  return (
    <li className={`card ${statusClass(connection)}`}>
      <div className="head">
        <h2>
          <Link to="/connections/$connectionId" params={{ connectionId: id }}>
            {account.name}
          </Link>
          <span className="soft">
            {providerName}
            {endUserName !== null && ` · ${texts.connections.for(endUserName)}`}
          </span>
        </h2>
        <StatusBadge connection={connection} />
      </div>
      <p>{detail}</p>
      <Facts connection={connection} />
      <p className="soft">{texts.permissions.summary(permissions)}</p>
    </li>
  )
}
