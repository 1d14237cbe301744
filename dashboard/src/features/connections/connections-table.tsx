import { useWindowVirtualizer } from '@tanstack/react-virtual'
import type { Connection } from '@letterlock/sdk'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { texts } from '../../words/index.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ConnectionRow } from './connection-row.tsx'
import { useAsk } from './use-ask.tsx'

const words = texts.connections
const ROW_PX = 49
const OVERSCAN = 12

interface ConnectionsTableProps {
  readonly connections: readonly Connection[]
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly onMore: () => void
}

/** Only the rows near the window are in the document, so that ten thousand scroll as ten do. */
export function ConnectionsTable({ connections, hasMore, isLoadingMore, onMore }: ConnectionsTableProps) {
  const table = useRef<HTMLDivElement>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
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
  const toggle = (id: string): void =>
    setSelected((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const chosen = connections.filter(({ id }) => selected.has(id))
  const all = chosen.length === connections.length
  const before = items[0] ? items[0].start - rows.options.scrollMargin : 0
  const after = rows.getTotalSize() - ((items.at(-1)?.end ?? 0) - rows.options.scrollMargin)
  return (
    <>
      <p className="-mb-2 text-sm text-muted-foreground" role="status">
        {hasMore ? words.moreThan(connections.length) : words.count(connections.length)}
      </p>
      <div ref={table} className="overflow-hidden rounded-lg border bg-card">
        <table
          className="block w-full text-sm tablet:table"
          aria-rowcount={hasMore ? -1 : connections.length + 1}
        >
          <TableHead
            selected={all ? 'all' : chosen.length > 0 ? 'some' : 'none'}
            onSelectAll={() => setSelected(new Set(all ? [] : connections.map(({ id }) => id)))}
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
                    selected={selected.has(connection.id)}
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
      {chosen.length > 0 && (
        <BulkBar connections={chosen} onAsk={ask} onClear={() => setSelected(new Set())} />
      )}
      {dialog}
    </>
  )
}

interface TableHeadProps {
  readonly selected: 'all' | 'some' | 'none'
  readonly onSelectAll: () => void
}

function TableHead({ selected, onSelectAll }: TableHeadProps) {
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
        <th className="w-12">
          <span className="sr-only">{words.actions}</span>
        </th>
      </tr>
    </thead>
  )
}
