import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import type { CallSearch } from './call-search.ts'
import { CallRow } from './call-row.tsx'
import { useCalls } from './use-calls.ts'

interface CallListProps {
  readonly filter: CallSearch
  /** Only so many, with a link to the rest. */
  readonly most?: number
  readonly empty: ReactNode
}

/** Calls, newest first; each opens to its details. */
export function CallList({ filter, most, empty }: CallListProps) {
  const calls = useCalls(filter, most)
  const items = calls.data?.pages.flatMap((page) => page.items) ?? []
  if (calls.isPending)
    return (
      <div className="px-4 py-2">
        <Skeleton lines={5} />
      </div>
    )
  return (
    <>
      {calls.error && (
        <div className="p-4">
          <Problem error={calls.error} onRetry={() => calls.refetch()} />
        </div>
      )}
      {calls.isSuccess && items.length === 0 && empty}
      <ul className="divide-y">
        {items.map((call) => (
          <CallRow key={call.id} call={call} showsConnection={filter.connectionId === undefined} />
        ))}
      </ul>
      {calls.hasNextPage && most !== undefined && (
        <p className="border-t px-4 py-3 text-sm">
          <Link to="/calls" search={filter} className="link">
            {texts.calls.all}
          </Link>
        </p>
      )}
      {calls.hasNextPage && most === undefined && (
        <div className="p-4">
          <Button look="outline" busy={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
            {texts.activity.more}
          </Button>
        </div>
      )}
    </>
  )
}
