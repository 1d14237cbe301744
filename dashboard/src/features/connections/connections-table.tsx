import type { Connection } from '@letterlock/sdk'
import { useMemo } from 'react'
import { Button } from '../../ui/button.tsx'
import { texts } from '../../words/index.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ConnectionRows } from './connection-rows.tsx'
import type { ConnectionSearch } from './connection-search.ts'
import { TableHead, type Sort } from './table-head.tsx'
import { useAsk } from './use-ask.tsx'
import { useLoadAll } from './use-load-all.ts'
import { useSelection } from './use-selection.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

const words = texts.connections

interface ConnectionsTableProps {
  readonly connections: readonly Connection[]
  /** The number of matching connections, including those that are not loaded. */
  readonly total: number | undefined
  readonly filter: ConnectionSearch
  readonly onSort: (sort: Sort) => void
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly onMore: () => void
  /** The first and last visible row. */
  readonly onLook: (first: number, last: number) => void
}

/** Only the rows near the viewport are in the document, so that ten thousand scroll like ten. */
export function ConnectionsTable({
  connections,
  total,
  filter,
  onSort,
  hasMore,
  isLoadingMore,
  onMore,
  onLook,
}: ConnectionsTableProps) {
  const ids = useMemo(() => connections.map(({ id }) => id), [connections])
  const rows = useVirtualRows({
    ids,
    hasMore,
    isLoadingMore,
    onMore,
    onLook,
  })
  const { chosen, isSelected, toggle, selectShown, selectAll, clear } = useSelection(connections)
  const { loaded, load } = useLoadAll(filter)
  const { ask, dialog } = useAsk()
  const hasLabels = useMemo(
    () => connections.some(({ labels }) => Object.keys(labels).length > 0),
    [connections],
  )
  const all = chosen.length >= connections.length
  return (
    <>
      {/* In the document before the rows, so that Tab reaches it before ten thousand of them; shown below. */}
      {chosen.length > 0 && (
        <BulkBar
          connections={chosen}
          onAsk={ask}
          onClear={clear}
          isWholePage={all}
          total={total}
          loaded={loaded}
          onSelectAll={() => void load().then((every) => every && selectAll(every))}
        />
      )}
      <div ref={rows.table} className="overflow-clip rounded-lg border bg-card">
        <table
          className="block w-full text-sm tablet:table tablet:table-fixed"
          aria-rowcount={total === undefined ? -1 : total + 1}
        >
          <TableHead
            selected={all ? 'all' : chosen.length > 0 ? 'some' : 'none'}
            sort={filter.sort}
            onSort={onSort}
            onSelectAll={all ? clear : selectShown}
            hasLabels={hasLabels}
          />
          <ConnectionRows
            connections={connections}
            rows={rows}
            hasLabels={hasLabels}
            isSelected={isSelected}
            onToggle={toggle}
            onAsk={ask}
          />
        </table>
      </div>
      {hasMore && (
        <Button look="outline" className="self-start" busy={isLoadingMore} onClick={onMore}>
          {words.more}
        </Button>
      )}
      {dialog}
    </>
  )
}
