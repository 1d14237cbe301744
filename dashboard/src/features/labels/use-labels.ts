import { useQuery } from '@tanstack/react-query'
import type { LabelCounts } from '@letterlock/sdk'
import { server } from '../../api.ts'

const NONE: LabelCounts = { items: [], isComplete: true }

/** The labels that connections have, with how many have each. */
export function useLabels(): LabelCounts {
  const counts = useQuery({
    queryKey: ['connections', 'labels'],
    queryFn: () => server.countConnectionLabels(),
  })
  return counts.data ?? NONE
}
