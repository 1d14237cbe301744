import { useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'

export const ME_KEY = ['me'] as const

/** The signed-in user. */
export function useMe() {
  return useQuery({ queryKey: ME_KEY, queryFn: server.getMe, retry: false })
}

/** Which controls the pages show; the server enforces the role itself. */
export function useRole(): { isKnown: boolean; isAdmin: boolean; isOwner: boolean } {
  const { data } = useMe()
  return {
    isKnown: data !== undefined,
    isAdmin: data !== undefined && data.role !== 'member',
    isOwner: data?.role === 'owner',
  }
}

/** Names of members by their ID, as far as this user may see them. */
function useNames(): (id: string) => string | undefined {
  const me = useMe().data
  const { isAdmin } = useRole()
  const members = useQuery({
    queryKey: ['members'],
    queryFn: server.listMembers,
    enabled: isAdmin,
    staleTime: 60_000,
  })
  return (id) => (id === me?.id ? me.name : members.data?.items.find((member) => member.id === id)?.name)
}

/** The end user of a connection, null for the signed-in user: a member's name, or the application's own ID. */
export function useEndUserName(): (endUserId: string) => string | null {
  const me = useMe().data
  const nameOf = useNames()
  return (endUserId) => (endUserId === me?.id ? null : (nameOf(endUserId) ?? endUserId))
}
