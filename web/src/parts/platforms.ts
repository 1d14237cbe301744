import { useQuery } from '@tanstack/react-query'
import { hub } from '../hub.ts'

export function usePlatforms() {
  return useQuery({ queryKey: ['platforms'], queryFn: hub.listProviders, staleTime: 60_000 })
}

/** The name of a platform; its id until the list is there. */
export function usePlatformName(): (id: string) => string {
  const { data } = usePlatforms()
  const names = new Map(data?.items.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}
