import { useWindowVirtualizer } from '@tanstack/react-virtual'
import type { Connection } from '@letterlock/sdk'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { texts } from '../../words/index.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ConnectionRow } from './connection-row.tsx'
import { useAsk } from './use-ask.tsx'
import { useSelection } from './use-selection.ts'

const words = texts.connections
const ROW_PX = 49
const OVERSCAN = 12

interface ConnectionsTableProps {
  readonly connections: readonly Connection[]
  /** How many fit, also those that are not loaded. */
  readonly total: number | undefined
  /** By the time when they were connected. */
  readonly sort: 'ascending' | 'descending'
  readonly onSort: () => void
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly onMore: () => void
}

/** Only the rows near the window are in the document, so that ten thousand scroll as ten do. */
export function ConnectionsTable({
  connections,
  total,
  sort,
  onSort,
  hasMore,
  isLoadingMore,
  onMore,
}: ConnectionsTableProps) {
  const table = useRef<HTMLDivElement>(null)
  const { chosen, isSelected, toggle, selectAll, clear } = useSelection(connections)
  const { ask, dialog } = useAsk()
  const rows = useWindowVirtualizer({
    count: connections.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: table.current?.offsetTop ?? 0,
    getItemKey: (index) => connections[index]?.id ?? index,
  })
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= connections.length - OVERSCAN) onMore()
  }, [hasMore, isLoadingMore, last, connections.length, onMore])
  const all = chosen.length === connections.length
  const before = items[0] ? items[0].start - rows.options.scrollMargin : 0
  const after = rows.getTotalSize() - ((items.at(-1)?.end ?? 0) - rows.options.scrollMargin)
  return (
    <>
      <div ref={table} className="overflow-hidden rounded-lg border bg-card">
        <table
          className="block w-full text-sm tablet:table"
          aria-rowcount={total === undefined ? -1 : total + 1}
        >
          <TableHead
            selected={all ? 'all' : chosen.length > 0 ? 'some' : 'none'}
            sort={sort}
            onSort={onSort}
            onSelectAll={all ? clear : selectAll}
          />
          <tbody className="block tablet:table-row-group">
            {before > 0 && <tr aria-hidden style={{ height: before }} />}
            {items.map(({ index, key }) => {
              const connection = connections[index]
              return (
                connection && (
                  <ConnectionRow
                    key={key}
                    connection={connection}
                    index={index}
                    measure={rows.measureElement}
                    selected={isSelected(connection.id)}
                    onToggle={() => toggle(connection.id)}
                    onAsk={ask}
                  />
                )
              )
            })}
            {after > 0 && <tr aria-hidden style={{ height: after }} />}
          </tbody>
        </table>
      </div>
      {hasMore && (
        <Button look="outline" className="self-start" busy={isLoadingMore} onClick={onMore}>
          {words.more}
        </Button>
      )}
      {chosen.length > 0 && <BulkBar connections={chosen} onAsk={ask} onClear={clear} />}
      {dialog}
    </>
  )
}

interface TableHeadProps extends Pick<ConnectionsTableProps, 'sort' | 'onSort'> {
  readonly selected: 'all' | 'some' | 'none'
  readonly onSelectAll: () => void
}

function TableHead({ selected, onSelectAll, sort, onSort }: TableHeadProps) {
  const Arrow = sort === 'ascending' ? ArrowUp : ArrowDown
  return (
    <thead className="hidden bg-muted/55 text-left text-xs text-muted-foreground tablet:table-header-group">
      <tr className="h-8.5 border-b *:px-3 *:font-medium *:whitespace-nowrap">
        <th className="w-11">
          <input
            type="checkbox"
            className="size-4! align-middle"
            aria-label={words.selectAll}
            checked={selected === 'all'}
            ref={(input) => {
              if (input) input.indeterminate = selected === 'some'
            }}
            onChange={onSelectAll}
          />
        </th>
        <th scope="col">{words.account}</th>
        <th scope="col">{words.status}</th>
        <th scope="col" className="max-wide:hidden">
          {words.endUser}
        </th>
        <th scope="col">{texts.facts.token}</th>
        <th scope="col" className="max-wide:hidden">
          {texts.facts.called}
        </th>
        <th scope="col" aria-sort={sort} className="max-wide:hidden">
          <button
            type="button"
            onClick={onSort}
            className="-mx-1.5 inline-flex h-7 items-center gap-1 rounded-sm px-1.5 hover:text-foreground"
          >
            {words.connectedAt} <Arrow aria-hidden className="size-3.25" />
          </button>
        </th>
        <th className="w-12">
          <span className="sr-only">{words.actions}</span>
        </th>
      </tr>
    </thead>
  )
}
