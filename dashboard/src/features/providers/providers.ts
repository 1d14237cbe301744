import { useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'

export function useProviders() {
  return useQuery({ queryKey: ['providers'], queryFn: server.listProviders, staleTime: 60_000 })
}

/** The name of a provider; its ID until the list has loaded. */
export function useProviderName(): (id: string) => string {
  const { data } = useProviders()
  const names = new Map(data?.items.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}
