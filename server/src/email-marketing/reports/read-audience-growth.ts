import { assertSupported } from '../assert-supported.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { GrowthMonth } from '../model/insight-schemas.ts'

/**
 * The number of contacts that joined an audience in each of the latest months, including this one, oldest first. Months are in UTC.
 * @throws ProblemError unsupported_by_provider
 */
export async function readAudienceGrowth(
  { adapter, api, now }: AccountClient,
  audience: string,
  monthCount: number,
): Promise<{ audienceId: string; months: GrowthMonth[] }> {
  assertSupported(adapter, 'audienceGrowth', 'growth by month')
  const at = now()
  const months = Array.from({ length: monthCount }, (_, index) =>
    new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - index, 1)).toISOString().slice(0, 7),
  ).toReversed()
  return { audienceId: audience, months: await adapter.audienceGrowth(api, audience, months) }
}
