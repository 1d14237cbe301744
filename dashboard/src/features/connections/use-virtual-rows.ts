import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'

const ROW_PX = 49
const OVERSCAN = 12

interface VirtualRows {
  readonly ids: readonly string[]
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly onMore: () => void
  /** The first and last visible row. */
  readonly onLook: (first: number, last: number) => void
}

/** The rows near the viewport, and the space for the others. Loads the next page before it is reached. */
export function useVirtualRows({ ids, hasMore, isLoadingMore, onMore, onLook }: VirtualRows) {
  const table = useRef<HTMLDivElement>(null)
  const rows = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: table.current?.offsetTop ?? 0,
    getItemKey: (index) => ids[index] ?? index,
  })
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= ids.length - OVERSCAN) onMore()
  }, [hasMore, isLoadingMore, last, ids.length, onMore])
  const first = items[0]?.index ?? 0
  useEffect(() => onLook(first, last), [first, last, onLook])
  const { scrollMargin } = rows.options
  return {
    table,
    items,
    measure: rows.measureElement,
    before: items[0] ? items[0].start - scrollMargin : 0,
    after: rows.getTotalSize() - ((items.at(-1)?.end ?? 0) - scrollMargin),
  }
}
