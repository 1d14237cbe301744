import { z } from 'zod'
import type { ConnectionFilter, Label } from '../connections/connection-repository.ts'
import { assertOwnEndUser } from '../connections/get-connection.ts'
import { MAX_SEARCH_LENGTH } from '../kernel/limits.ts'
import type { Principal } from '../workspaces/principal.ts'
import { labelFilter } from './schemas/labels.ts'
import { endUserId, provider } from './schemas/values.ts'

/** The query parameters that filter connections. All of them must match. */
export const connectionFilterQuery = {
  endUserId: endUserId.optional(),
  provider: provider.min(1).optional(),
  status: z
    .enum(['connected', 'expiring_soon', 'disconnected'])
    .optional()
    .describe('As of the last change of the connection.'),
  search: z
    .string()
    .min(1)
    .max(MAX_SEARCH_LENGTH)
    .optional()
    .describe('Part of the account’s name, email address or ID, or of the end user’s ID.'),
  label: labelFilter.optional().describe('A label: its name, a colon and its value.'),
}

/**
 * The filter of a query. A member gets only their own connections.
 * @throws ProblemError insufficient_role
 */
export function connectionFilterOf(
  principal: Principal,
  {
    endUserId,
    provider: providerSlug,
    status,
    search,
    label,
  }: z.infer<z.ZodObject<typeof connectionFilterQuery>>,
): ConnectionFilter {
  const mine = principal.endUserId
  if (mine !== null && endUserId !== undefined) assertOwnEndUser(principal, endUserId)
  return {
    endUserId: mine ?? endUserId,
    providerSlug,
    statuses: status && [status],
    words: search,
    label: label === undefined ? undefined : readLabel(label),
  }
}

function readLabel(given: string): Label {
  const colon = given.indexOf(':')
  return { name: given.slice(0, colon), value: given.slice(colon + 1) }
}
