import { useQuery } from '@tanstack/react-query'
import { server } from '../api.ts'

/** Who is signed in here. */
export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: server.me, retry: false })
}

/** What the pages offer; the hub decides for itself. */
export function useRole(): { runs: boolean; owns: boolean } {
  const { data } = useMe()
  return { runs: data !== undefined && data.role !== 'member', owns: data?.role === 'owner' }
}

/** Names of people by their id, as far as this person may see them. */
export function useNames(): (id: string) => string | undefined {
  const me = useMe().data
  const { runs } = useRole()
  const members = useQuery({
    queryKey: ['members'],
    queryFn: server.listMembers,
    enabled: runs,
    staleTime: 60_000,
  })
  return (id) => (id === me?.id ? me.name : members.data?.items.find((member) => member.id === id)?.name)
}

/** Whose a connection is, if it is somebody else's: a member's name, or the application's own word for its customer. */
export function useOwnerName(): (owner: string) => string | null {
  const me = useMe().data
  const nameOf = useNames()
  return (owner) => (owner === me?.id ? null : (nameOf(owner) ?? owner))
}
