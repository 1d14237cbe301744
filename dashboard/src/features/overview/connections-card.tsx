import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ConnectionCount } from '@letterlock/sdk'
import { server } from '../../api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { number } from '../../ui/number.ts'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { STATUSES } from '../connections/connection-search.ts'
import { STATUS_LOOKS } from '../connections/status-badge.tsx'
import { useProviderName } from '../providers/providers.ts'

const words = texts.charts
const GROUNDS = {
  connected: 'bg-ok-solid',
  expiring_soon: 'bg-warn-solid',
  disconnected: 'bg-lost-solid',
} as const

/** How many connections there are, by status and by provider. Each number leads to its list. */
export function ConnectionsCard() {
  const counts = useQuery({ queryKey: ['connections', 'counts'], queryFn: () => server.countConnections() })
  const providerName = useProviderName()
  const { total = 0, items = [] } = counts.data ?? {}
  const byProvider = [...Map.groupBy(items, ({ provider }) => provider)]
    .map(([provider, group]) => [provider, sum(group)] as const)
    .toSorted(([, a], [, b]) => b - a)
  return (
    <Card
      title={texts.connections.title}
      actions={
        total > 0 && (
          <Link to="/connections" className="link text-sm">
            {words.all(total)}
          </Link>
        )
      }
    >
      <Problem error={counts.error} onRetry={() => counts.refetch()} />
      {counts.isPending && <Skeleton lines={5} />}
      {counts.data && (
        <>
          <div
            aria-hidden
            className="mb-3 flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-muted forced-color-adjust-none"
          >
            {STATUSES.map((status) => {
              const count = sum(items.filter((item) => item.status === status))
              return (
                count > 0 && (
                  <span
                    key={status}
                    className={`min-w-1.5 ${GROUNDS[status]}`}
                    style={{ flexGrow: count, flexBasis: 0 }}
                  />
                )
              )
            })}
          </div>
          <ul className="divide-y">
            {STATUSES.map((status) => (
              <Line
                key={status}
                count={sum(items.filter((item) => item.status === status))}
                search={{ status }}
              >
                <Badge tone={STATUS_LOOKS[status][0]} icon={STATUS_LOOKS[status][1]}>
                  {texts.status[status]}
                </Badge>
              </Line>
            ))}
          </ul>
          {byProvider.length > 0 && (
            <ul className="mt-2 border-t pt-2 text-sm">
              {byProvider.map(([provider, count]) => (
                <Line key={provider} count={count} search={{ provider }} quiet>
                  <span className="text-muted-foreground">{providerName(provider)}</span>
                </Line>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  )
}

const sum = (counts: readonly ConnectionCount[]): number =>
  counts.reduce((before, { count }) => before + count, 0)

interface LineProps {
  readonly count: number
  readonly search: { readonly status: (typeof STATUSES)[number] } | { readonly provider: string }
  readonly quiet?: boolean
  readonly children: React.ReactNode
}

function Line({ count, search, quiet = false, children }: LineProps) {
  return (
    <li>
      <Link
        to="/connections"
        search={search}
        className={`-mx-2 flex items-center justify-between gap-3 rounded-md px-2 no-underline hover:bg-muted ${quiet ? 'py-1' : 'py-2'}`}
      >
        {children}
        <span className={`tabular-nums ${quiet ? '' : 'font-semibold'}`}>{number(count)}</span>
      </Link>
    </li>
  )
}
