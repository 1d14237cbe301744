import { Link } from '@tanstack/react-router'
import type { Call } from '@letterlock/sdk'
import { Badge } from '../../ui/badge.tsx'
import { classes } from '../../ui/classes.ts'
import { duration } from '../../ui/number.ts'
import { clockTime, exactly } from '../../ui/time.ts'
import { texts } from '../../words/index.ts'
import { lookOf } from './call-look.ts'
import type { CallFilter } from './call-search.ts'

const words = texts.calls

/** Which columns fit: all, those beside an open call, or those of one connection. */
export type CallColumns = 'all' | 'few' | 'ofConnection'

const GRIDS: Readonly<Record<CallColumns, string>> = {
  all: 'tablet:grid-cols-[8.75rem_minmax(0,1fr)_10rem_4.5rem_4.5rem] wide:grid-cols-[8.75rem_minmax(0,1fr)_12rem_9rem_4.5rem_4.5rem]',
  few: 'tablet:grid-cols-[8.75rem_minmax(0,1fr)_4.5rem_4.5rem]',
  ofConnection: 'tablet:grid-cols-[8.75rem_minmax(0,1fr)_4.5rem_4.5rem]',
}
const GRID = 'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4'

/** The names of the columns, hidden from screen readers: each row has its own labels. */
export function CallHead({ columns }: { readonly columns: CallColumns }) {
  return (
    <div
      aria-hidden
      className={classes(
        GRID,
        GRIDS[columns],
        'h-9 border-b text-xs font-medium text-muted-foreground max-tablet:hidden!',
      )}
    >
      <span>{words.at}</span>
      <span>{words.call}</span>
      {columns === 'all' && <span>{texts.connections.account}</span>}
      {columns === 'all' && <span className="max-wide:hidden">{words.by}</span>}
      <span className="text-right">{words.duration}</span>
      <span>{words.status}</span>
    </div>
  )
}

interface CallRowProps {
  readonly call: Call
  readonly columns: CallColumns
  readonly filter: CallFilter
  readonly isOpen: boolean
}

/** One call, which opens beside the list. */
export function CallRow({ call, columns, filter, isOpen }: CallRowProps) {
  const { id, statusCode, method, path, operation, connection, principal, durationMs, startedAt } = call
  const [tone, icon] = lookOf(statusCode)
  const account = connection?.accountName ?? words.noConnection
  return (
    <li data-testid="call">
      <Link
        id={id}
        to="/calls"
        search={{ ...filter, callId: id }}
        resetScroll={false}
        preload={false}
        aria-current={isOpen || undefined}
        className={classes(
          GRID,
          GRIDS[columns],
          'py-2.5 text-sm tablet:min-h-10 tablet:py-1.5',
          isOpen ? 'bg-selected' : 'hover:bg-muted/60',
        )}
      >
        <time
          dateTime={startedAt}
          title={exactly(startedAt)}
          className="truncate text-muted-foreground tabular-nums max-tablet:order-3 max-tablet:text-xs"
        >
          {clockTime(startedAt)}
          {columns === 'all' && <span className="tablet:hidden"> · {account}</span>}
        </time>
        <span className="min-w-0 truncate" title={`${method} ${path}`}>
          <code className="text-xs font-semibold text-muted-foreground">
            {operation === null ? method : words.types[call.type]}
          </code>{' '}
          <code className="text-xs">{operation ?? path}</code>
        </span>
        {columns === 'all' && (
          <>
            <span className="truncate text-muted-foreground max-tablet:hidden">{account}</span>
            <span className="truncate text-muted-foreground max-wide:hidden">
              {principal.name ?? words.deleted}
            </span>
          </>
        )}
        <span className="text-right text-muted-foreground tabular-nums max-tablet:order-4 max-tablet:text-xs">
          {duration(durationMs)}
        </span>
        <span className="justify-self-end tablet:justify-self-start">
          <Badge tone={tone} icon={icon} testId="call-status">
            {statusCode ?? words.noClient}
          </Badge>
        </span>
      </Link>
    </li>
  )
}
