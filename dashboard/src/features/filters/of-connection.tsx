import { useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'

interface OfConnectionProps {
  readonly id: string
  readonly onRemove: () => void
}

/** The filter for one connection, by the name of its account. */
export function OfConnection({ id, onRemove }: OfConnectionProps) {
  const found = useQuery({ queryKey: ['connection', id], queryFn: () => server.getConnection(id) })
  return <FilterChip name={found.data?.account.name ?? id} onRemove={onRemove} />
}
