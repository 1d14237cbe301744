import type { FastifyRequest } from 'fastify'
import type { Query } from './judge-query.ts'

const isQuery = (value: unknown): value is Query => typeof value === 'object' && value !== null

/** The query of a request: each parameter once as text, or several times as a list. */
export function queryOf({ query }: FastifyRequest): Query {
  return isQuery(query) ? query : {}
}
