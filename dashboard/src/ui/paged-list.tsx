import type { ReactNode } from 'react'
import { texts } from '../words/index.ts'
import { Button } from './button.tsx'
import { Problem } from './problem.tsx'
import { Skeleton } from './skeleton.tsx'

interface Pages {
  readonly isPending: boolean
  readonly isSuccess: boolean
  readonly error: unknown
  readonly refetch: () => Promise<unknown>
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
}

interface PagedListProps {
  readonly pages: Pages
  readonly isEmpty: boolean
  /** In the place of a list without items. */
  readonly empty: ReactNode
  /** Leads to the rest, in the place of the button that reads the next page. */
  readonly rest?: ReactNode
  /** Whether there is a rest. Default: a next page. */
  readonly hasRest?: boolean
  readonly children: ReactNode
}

/** A list from edge to edge of its card: what is there before it is read, when it cannot be, when it is empty, and after its last item. */
export function PagedList({
  pages,
  isEmpty,
  empty,
  rest,
  hasRest = pages.hasNextPage,
  children,
}: PagedListProps) {
  if (pages.isPending)
    return (
      <div className="px-4 py-2">
        <Skeleton lines={5} />
      </div>
    )
  return (
    <>
      {pages.error !== null && (
        <div className="p-4">
          <Problem error={pages.error} onRetry={() => pages.refetch()} />
        </div>
      )}
      {pages.isSuccess && isEmpty && empty}
      {children}
      {hasRest && rest !== undefined && <p className="border-t px-4 py-3 text-sm">{rest}</p>}
      {hasRest && rest === undefined && (
        <div className="border-t p-4">
          <Button look="outline" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {texts.activity.more}
          </Button>
        </div>
      )}
    </>
  )
}
