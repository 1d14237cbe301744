import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { SPANS, type Period } from './period.ts'
import { sum, sumHours } from '../calls/sum-hours.ts'

/** Calls and refreshes of a period: per step of a chart, and in total. */
export function useWorkspaceMetrics(period: Period) {
  const { ms, hours } = SPANS[period]
  return useQuery({
    queryKey: ['calls', 'workspace-metrics', period],
    queryFn: () => server.getWorkspaceMetrics({ since: new Date(Date.now() - ms).toISOString() }),
    select: ({ items }) => ({ spans: sumHours(items, hours), total: sum(items) }),
    placeholderData: keepPreviousData,
  })
}
