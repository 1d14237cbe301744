import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import { readProxyPath } from '../../../proxy/proxy-path.ts'
import { parsePlainJson } from '../parse-plain-json.ts'
import { changesOf, readWrite, type Change, type WriteRule } from '../write-rule.ts'

/** Checking more operations takes longer than a call may. */
const MAX_OPERATIONS = 5000

const TOO_MANY: readonly Change[] = [
  {
    effect: 'anything',
    ids: null,
    howToRead: `A batch is looked at up to ${MAX_OPERATIONS.toLocaleString('en')} operations: send several batches.`,
  },
]

const batch = z.object({
  operations: z.array(
    z.object({
      method: z.string().toUpperCase(),
      path: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
      body: z.string().optional(),
    }),
  ),
})

const many = z.object({ operations: z.array(z.unknown()).min(MAX_OPERATIONS + 1) })

type Operation = z.output<typeof batch>['operations'][number]

/** The changes of a batch: each operation counts as if it were forwarded alone. null if those of one are unknown. */
export function changesInBatch(rules: readonly WriteRule[], body: unknown): readonly Change[] | null {
  if (many.safeParse(body).success) return TOO_MANY
  const { data } = batch.safeParse(body)
  if (!data) return null
  const changes: Change[] = []
  for (const operation of data.operations) {
    const path = pathOf(operation)
    if (path === undefined) return null
    if (operation.method === 'GET') continue
    const inBody = operation.body === undefined ? undefined : parsePlainJson(operation.body)
    changes.push(...changesOf(readWrite(rules, operation.method, path), { body: inBody }))
  }
  return changes
}

/** The path of an operation; undefined if it is ambiguous. */
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
