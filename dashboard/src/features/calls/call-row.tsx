import type { Call } from '@letterlock/sdk'
import { ChevronRight, CircleCheck, CircleX, TriangleAlert } from 'lucide-react'
import { Badge } from '../../ui/badge.tsx'
import { classes } from '../../ui/classes.ts'
import { duration } from '../../ui/number.ts'
import { clockTime, exactly } from '../../ui/time.ts'
import { texts } from '../../words/index.ts'
import { CallDetails } from './call-details.tsx'

const words = texts.calls

interface CallRowProps {
  readonly call: Call
  readonly showsConnection: boolean
}

export function CallRow({ call, showsConnection }: CallRowProps) {
  const { statusCode, method, path, operation, connection, principal, durationMs, startedAt } = call
  const [tone, icon] = lookOf(statusCode)
  return (
    <li data-testid="call">
      <details className="group">
        <summary
          className={classes(
            'grid cursor-pointer list-none grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm hover:bg-muted/60 [&::-webkit-details-marker]:hidden',
            showsConnection
              ? 'tablet:grid-cols-[6rem_minmax(0,1fr)_9rem_4rem_4rem_1rem]'
              : 'tablet:grid-cols-[6rem_minmax(0,1fr)_4rem_4rem_1rem]',
          )}
        >
          <time
            dateTime={startedAt}
            title={exactly(startedAt)}
            className="text-muted-foreground tabular-nums"
          >
            {clockTime(startedAt)}
          </time>
          <span className="min-w-0 max-tablet:order-first max-tablet:col-span-2">
            <span className="block truncate" title={`${method} ${path}`}>
              <code className="text-xs font-semibold text-muted-foreground">
                {operation === null ? method : ''}
              </code>{' '}
              <code className="text-xs">{operation ?? path}</code>
            </span>
            {showsConnection && (
              <span className="block truncate text-xs text-muted-foreground">
                {connection?.accountName ?? words.noConnection}
              </span>
            )}
          </span>
          {/* Beside the charts of one connection there is no room for it; the details have it. */}
          {showsConnection && (
            <span className="truncate text-muted-foreground max-tablet:hidden">
              {principal.name ?? words.deleted}
            </span>
          )}
          <span className="text-right tabular-nums max-tablet:hidden">{duration(durationMs)}</span>
          <span className="justify-self-end tablet:justify-self-start">
            <Badge tone={tone} icon={icon} testId="call-status">
              {statusCode ?? words.noClient}
            </Badge>
          </span>
          <ChevronRight
            aria-hidden
            className="size-4 text-muted-foreground transition-transform duration-(--fast) group-open:rotate-90 max-tablet:hidden"
          />
        </summary>
        <CallDetails call={call} />
      </details>
    </li>
  )
}

function lookOf(statusCode: number | null) {
  if (statusCode === null || statusCode >= 500) return ['lost', CircleX] as const
  return statusCode >= 400 ? (['warn', TriangleAlert] as const) : (['ok', CircleCheck] as const)
}
