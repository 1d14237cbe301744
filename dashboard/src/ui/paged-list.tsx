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
  /** Shown if the list is empty. */
  readonly empty: ReactNode
  /** A link to the rest, instead of the button that loads the next page. */
  readonly rest?: ReactNode
  /** Whether there are more items. Default: whether there is a next page. */
  readonly hasRest?: boolean
  readonly children: ReactNode
}

/** A list that fills its card, with its loading, error and empty states, and a button or link for more. */
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
