import { useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'

/** The labels that connections have, with how many have each. */
export function useLabels() {
  return (
    useQuery({ queryKey: ['connections', 'labels'], queryFn: () => server.countConnectionLabels() }).data
      ?.items ?? []
  )
}
