import type { Method, Operation, Specification } from './specification.ts'

export interface Found {
  /** Absent if the specification has no operation with this method and path. */
  readonly operation?: Operation
  /** Methods that the specification has for this path. */
  readonly methods: readonly Method[]
}

export type FindOperation = (method: string, path: string) => Found

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')
const isParameter = (segment: string): boolean => segment.startsWith('{')

/** Looks an operation up by method and path. Of two matching paths, the one with fewer parameters wins. */
export function createFinder({ operations }: Specification): FindOperation {
  const entries = operations
    .map((operation) => ({ operation, segments: segmentsOf(operation.path) }))
    .toSorted((a, b) => a.segments.filter(isParameter).length - b.segments.filter(isParameter).length)
  const bySize = Map.groupBy(entries, ({ segments }) => segments.length)
  return (method, path) => {
    const given = segmentsOf(path)
    const fitting = (bySize.get(given.length) ?? []).filter(({ segments }) =>
      segments.every((segment, index) => isParameter(segment) || segment === given[index]),
    )
    const best = fitting[0]?.operation.path
    const ofPath = fitting
      .filter(({ operation }) => operation.path === best)
      .map(({ operation }) => operation)
    const operation = ofPath.find((candidate) => candidate.method === (method === 'HEAD' ? 'GET' : method))
    return { ...(operation && { operation }), methods: ofPath.map((candidate) => candidate.method) }
  }
}
