import { Problem } from './problem.tsx'

interface Query {
  readonly error: unknown
  readonly isError: boolean
  readonly refetch: () => Promise<unknown>
}

/** The first error of these queries. Its button retries all that failed. */
export function QueryProblem({ queries }: { readonly queries: readonly Query[] }) {
  const failed = queries.filter(({ isError }) => isError)
  return (
    <Problem error={failed[0]?.error} onRetry={() => Promise.all(failed.map((query) => query.refetch()))} />
  )
}
