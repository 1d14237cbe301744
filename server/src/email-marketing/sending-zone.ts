import type { OpenAccount } from './get-account-client.ts'
import { zoneOrNull } from './time-in-words.ts'

/** The zone in which the account's owner thinks of times; null where the platform does not tell. */
export async function sendingZone({ adapter, api }: OpenAccount): Promise<string | null> {
  return zoneOrNull((await adapter.account(api)).timeZone)
}
