import { Link } from '@tanstack/react-router'
import { ArrowUp } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import type { CallSearch } from './call-search.ts'
import { CallRow } from './call-row.tsx'
import { useCalls, useNewCalls } from './use-calls.ts'

const words = texts.calls
/** Near enough to the newest call to be shown those that come. */
const TOP_PX = 160

interface CallListProps {
  readonly filter: CallSearch
  /** Only so many, with a link to the rest. */
  readonly most?: number
  /** New calls are shown, or announced while older ones are read. */
  readonly isLive?: boolean
  readonly empty: ReactNode
}

/** Calls, newest first; each opens to its details. */
export function CallList({ filter, most, isLive = false, empty }: CallListProps) {
  const calls = useCalls(filter, most)
  const items = calls.data?.pages.flatMap((page) => page.items) ?? []
  const newCount = useNewCalls(filter, items[0]?.id, isLive && calls.isSuccess)
  const { refetch, isFetching } = calls
  // Rows are never pushed away from under the eyes.
  useEffect(() => {
    if (newCount > 0 && !isFetching && scrollY < TOP_PX) void refetch()
  }, [newCount, isFetching, refetch])
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
      {newCount > 0 && (
        <div className="sticky top-16 z-[2] flex h-0 justify-center tablet:top-3">
          <Button
            size="small"
            icon={ArrowUp}
            className="mt-2 shadow-floating"
            onClick={() => {
              scrollTo({ top: 0 })
              void refetch()
            }}
          >
            {words.newCalls(newCount)}
          </Button>
        </div>
      )}
      <ul className="divide-y">
        {items.map((call) => (
          <CallRow key={call.id} call={call} showsConnection={filter.connectionId === undefined} />
        ))}
      </ul>
      {calls.hasNextPage && most !== undefined && (
        <p className="border-t px-4 py-3 text-sm">
          <Link to="/calls" search={filter} className="link">
            {words.all}
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
