import { useQuery } from '@tanstack/react-query'
import { hub } from '../hub.ts'

/** Who is signed in here. */
export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: hub.me, retry: false })
}

/** What the pages offer; the hub decides for itself. */
export function useRole(): { runs: boolean; owns: boolean } {
  const { data } = useMe()
  return { runs: data !== undefined && data.role !== 'member', owns: data?.role === 'owner' }
}
