import type { OpenAccount } from './get-account-client.ts'
import { zoneOrNull } from './time-in-words.ts'

/** The account's time zone; null if the provider does not report it. */
export async function sendingZone({ adapter, api }: OpenAccount): Promise<string | null> {
  return zoneOrNull((await adapter.account(api)).timeZone)
}
