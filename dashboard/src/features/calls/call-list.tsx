import { Link } from '@tanstack/react-router'
import { ArrowUp } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { PagedList } from '../../ui/paged-list.tsx'
import { texts } from '../../words/index.ts'
import { CallHead, CallRow, type CallColumns } from './call-row.tsx'
import type { CallFilter } from './call-search.ts'
import { useCalls, useNewCalls } from './use-calls.ts'

const words = texts.calls

interface CallListProps {
  readonly filter: CallFilter
  readonly columns: CallColumns
  /** The ID of the open call. */
  readonly openId?: string | undefined
  /** Limits the list to this many, with a link to the rest. */
  readonly most?: number
  /** Whether new calls are shown immediately; otherwise they are announced. */
  readonly isLive?: boolean
  readonly isPaused?: boolean
  readonly empty: ReactNode
}

/** Calls, newest first; each opens to its details. */
export function CallList({
  filter,
  columns,
  openId,
  most,
  isLive = false,
  isPaused = false,
  empty,
}: CallListProps) {
  const top = useRef<HTMLDivElement>(null)
  const calls = useCalls(filter, { limit: most, isPaused })
  const items = calls.data?.pages.flatMap((page) => page.items) ?? []
  const newCount = useNewCalls(filter, items[0]?.id, isLive && calls.isSuccess)
  const { refetch, isFetching } = calls
  // Rows do not move while they are read.
  useEffect(() => {
    if (newCount > 0 && !isFetching && isInView(top.current)) void refetch()
  }, [newCount, isFetching, refetch])
  const rest = (
    <Link to="/calls" search={filter} className="link">
      {words.all}
    </Link>
  )
  return (
    <>
      <div ref={top} />
      <PagedList
        pages={calls}
        isEmpty={items.length === 0}
        empty={empty}
        {...(most !== undefined && { rest })}
      >
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
        {items.length > 0 && <CallHead columns={columns} />}
        <ul className="divide-y">
          {items.map((call) => (
            <CallRow
              key={call.id}
              call={call}
              columns={columns}
              filter={filter}
              isOpen={call.id === openId}
            />
          ))}
        </ul>
      </PagedList>
    </>
  )
}

function isInView(element: HTMLElement | null): boolean {
  return element !== null && element.getBoundingClientRect().top > 0
}
