import type { AccountClient } from '../get-account-client.ts'
import { zoneOrNull } from '../../kernel/time-in-words.ts'

/** The account's time zone; null if the provider does not report it. */
export async function sendingZone({ adapter, api }: AccountClient): Promise<string | null> {
  return zoneOrNull((await adapter.account(api)).timeZone)
}
