import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import { readProxyPath } from '../../../proxy/proxy-path.ts'
import { parsePlainJson } from '../../parse-plain-json.ts'
import { changesOf, readWrite, type Change, type WriteRule } from '../../write-rule.ts'

/** Judging more takes longer than a call may. */
const MAX_OPERATIONS = 5000

const batch = z.object({
  operations: z
    .array(
      z.object({
        method: z.string().toUpperCase(),
        path: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
        body: z.string().optional(),
      }),
    )
    .max(MAX_OPERATIONS),
})

type Operation = z.output<typeof batch>['operations'][number]

/** What the operations of a batch change, each as if it were forwarded alone; null if one does not tell. */
export function changesInBatch(rules: readonly WriteRule[], body: unknown): Change[] | null {
  const { data } = batch.safeParse(body)
  if (!data) return null
  const changes: Change[] = []
  for (const operation of data.operations) {
    const path = pathOf(operation)
    if (path === undefined) return null
    if (operation.method === 'GET') continue
    const inBody = operation.body === undefined ? undefined : parsePlainJson(operation.body)
    changes.push(...changesOf(readWrite(rules, operation.method, path), inBody))
  }
  return changes
}

/** undefined: servers could read it in several ways. */
function pathOf({ path, params = {} }: Operation): string | undefined {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) query.set(name, String(value))
  const whole = `/3.0/${path.replace(/^\//, '')}`
  try {
    return readProxyPath(
      query.size > 0 ? `${whole}${whole.includes('?') ? '&' : '?'}${query.toString()}` : whole,
    )
  } catch (error) {
    if (error instanceof ProblemError) return undefined
    throw error
  }
}
