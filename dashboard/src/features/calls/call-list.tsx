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
  readonly empty: ReactNode
}

/** Calls, newest first; each opens to its details. */
export function CallList({ filter, empty }: CallListProps) {
  const calls = useCalls(filter)
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
      {calls.hasNextPage && (
        <div className="p-4">
          <Button look="outline" busy={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
            {texts.activity.more}
          </Button>
        </div>
      )}
    </>
  )
}
