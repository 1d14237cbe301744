import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Connection } from '@letterlock/client'
import { useState } from 'react'
import { hub } from '../hub.ts'
import { Facts } from '../parts/facts.tsx'
import { Problem } from '../parts/problem.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { usePlatformName } from '../parts/platforms.ts'
import { texts } from '../texts.ts'

const PAGE = 60

export function ConnectionsPage() {
  const [words, setWords] = useState('')
  const nameOf = usePlatformName()
  const list = useInfiniteQuery({
    queryKey: ['connections'],
    queryFn: ({ pageParam }) => hub.listConnections({ limit: PAGE, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
  const all = list.data?.pages.flatMap(({ items }) => items) ?? []
  const wanted = words.trim().toLowerCase()
  const shown = all.filter(({ account, provider }) =>
    `${account.name} ${nameOf(provider)}`.toLowerCase().includes(wanted),
  )
  return (
    <>
      <div className="head">
        <h1>{texts.connections.title}</h1>
        <Link to="/add" className="button">
          {texts.connections.add}
        </Link>
      </div>
      <Problem error={list.error} />
      {list.isPending && <p className="soft">{texts.loading}</p>}
      {list.isSuccess && all.length === 0 && (
        <div className="empty">
          <p>{texts.connections.empty}</p>
          <p className="soft">{texts.connections.emptyNext}</p>
        </div>
      )}
      {all.length > 6 && (
        <input
          type="search"
          aria-label={texts.connections.search}
          placeholder={texts.connections.search}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      {all.length > 0 && shown.length === 0 && <p className="soft">{texts.connections.none(words)}</p>}
      <ul className="cards">
        {shown.map((connection) => (
          <Card key={connection.id} connection={connection} platform={nameOf(connection.provider)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <button className="quiet" disabled={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {texts.connections.more}
        </button>
      )}
    </>
  )
}

function Card({ connection, platform }: { readonly connection: Connection; readonly platform: string }) {
  const { id, account, status, detail, access } = connection
  return (
    <li className={`card ${status}`}>
      <div className="head">
        <h2>
          <Link to="/connections/$id" params={{ id }}>
            {account.name}
          </Link>
          <span className="soft">{platform}</span>
        </h2>
        <StatusBadge status={status} />
      </div>
      <p>{detail}</p>
      <Facts connection={connection} />
      <p className="soft">{texts.access.summary(access)}</p>
    </li>
  )
}
