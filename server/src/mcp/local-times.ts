import type { AccountClient } from '../email-marketing/get-account-client.ts'
import { inZone } from '../email-marketing/model/local-time.ts'
import { sendingZone } from '../email-marketing/sending/sending-zone.ts'
import { DAY, HOUR } from '../kernel/time.ts'
import { isObject } from '../kernel/json.ts'

/** Whether a member's value is a time, such as `sentAt`, or the `at` of an activity. */
const isTime = (name: string): boolean => /(?:^at|At)$/.test(name)

/**
 * The result with its times in the account's zone, with offset: a user speaks of local times, and a model does not convert them reliably. Times
 * stay in UTC where the provider does not report a zone.
 */
export async function withLocalTimes<T extends object>(account: AccountClient, result: T): Promise<T> {
  if (!hasTime(result)) return result
  const zone = await zoneOf(account).catch(() => null)
  return zone === null ? result : (convert(result, zone) as T)
}

const zoneOf = (account: AccountClient): Promise<string | null> =>
  account.api.remember(
    'time zone',
    () => sendingZone(account),
    (zone) => (zone === null ? DAY : HOUR),
  )

const hasTime = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(hasTime)
    : isObject(value) &&
      Object.entries(value).some(([name, one]) => (isTime(name) ? typeof one === 'string' : hasTime(one)))

function convert(value: unknown, zone: string): unknown {
  if (Array.isArray(value)) return value.map((one) => convert(one, zone))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      isTime(name) && typeof one === 'string' ? inZone(one, zone) : convert(one, zone),
    ]),
  )
}
