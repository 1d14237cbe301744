import { createHmac } from 'node:crypto'
import type { World } from '../world.ts'
import type { AccountData, List, Member } from './account-data.ts'
import type { Delivery, DueDelivery } from './state.ts'

export type ListEvent =
  | { readonly type: 'subscribe' | 'profile'; readonly member: Member }
  | { readonly type: 'unsubscribe'; readonly member: Member; readonly action: 'unsub' | 'archive' | 'delete' }
  | { readonly type: 'cleaned'; readonly member: Member }
  | { readonly type: 'upemail'; readonly member: Member; readonly oldEmail: string }
  | { readonly type: 'campaign'; readonly campaign: { readonly id: string; readonly subject: string } }

const TIMEOUT_MS = 10_000
const MAX_DELIVERIES = 500

/** Only receivers on this machine get deliveries, so that no data leaves it. */
const isLocal = (url: string): boolean =>
  URL.canParse(url) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)

/**
 * Delivers an event to the webhooks of a list that want it from the API: a form POST with `type`, `fired_at` and `data[…]`, as the
 * provider's guide to webhooks describes. The response is not waited for; without one, the event is sent again later.
 */
export function deliver(world: World, data: AccountData, list: List, event: ListEvent): void {
  const webhooks = data.resources?.[`/lists/${list.id}/webhooks`] ?? []
  const firedAt = world.clock.now().toISOString().slice(0, 19).replace('T', ' ')
  for (const { url, events, sources } of webhooks) {
    if (typeof url !== 'string' || !isOn(events, event.type) || !isOn(sources, 'api')) continue
    const form = new URLSearchParams({ type: event.type, fired_at: firedAt, ...dataOf(list, event) })
    void attemptDelivery(world, { url, type: event.type, body: form.toString(), attempt: 1 })
  }
}

/** Retries deliveries that are due by the sandbox's clock. */
export function deliverDue(world: World): void {
  const now = world.clock.now().toISOString()
  const waiting = world.mailchimp.dueDeliveries ?? []
  world.mailchimp.dueDeliveries = waiting.filter(({ dueAt }) => dueAt > now)
  for (const { dueAt, ...delivery } of waiting) if (dueAt <= now) void attemptDelivery(world, delivery)
}

/** By the switch `webhookRetries`: attempts in all, and minutes between them. */
const RETRIES = {
  release_note: { attempts: 20, minutes: 20 },
  guide: { attempts: 6, minutes: 15 },
  none: { attempts: 1, minutes: 0 },
} as const

async function attemptDelivery(world: World, sent: Omit<DueDelivery, 'dueAt'>): Promise<void> {
  const { url, type, body, attempt } = sent
  const { mailchimp, clock } = world
  const delivery: Delivery = { at: clock.now().toISOString(), url, type, status: 0, attempt }
  const deliveries = (mailchimp.deliveries ??= [])
  deliveries.push(delivery)
  if (deliveries.length > MAX_DELIVERIES) deliveries.shift()
  if (!isLocal(url)) return
  delivery.status = await post(url, body, signatureOf(mailchimp.switches.webhookSecret, body, clock.now()))
  const { attempts, minutes } = RETRIES[mailchimp.switches.webhookRetries]
  if ((delivery.status >= 200 && delivery.status < 300) || attempt >= attempts) return
  const dueAt = new Date(clock.now().getTime() + minutes * 60_000).toISOString()
  mailchimp.dueDeliveries = [...(mailchimp.dueDeliveries ?? []), { ...sent, attempt: attempt + 1, dueAt }]
}

/** `X-Mailchimp-Signature: t=SECONDS,v1=HEX`, an HMAC over time and raw body. Receivers tolerate 300 seconds. */
function signatureOf(secret: string, body: string, now: Date): Record<string, string> {
  if (secret === '') return {}
  const seconds = Math.floor(now.getTime() / 1000)
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { 'x-mailchimp-signature': `t=${seconds},v1=${digest}` }
}

/** HTTP status of the response; 0: there was none. */
async function post(url: string, body: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'MailChimp',
      ...headers,
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => undefined)
  await response?.body?.cancel()
  return response?.status ?? 0
}

const isOn = (names: unknown, name: string): boolean =>
  typeof names === 'object' && names !== null && Reflect.get(names, name) === true

function dataOf(list: List, event: ListEvent): Record<string, string> {
  if (event.type === 'campaign') {
    const { id, subject } = event.campaign
    return {
      'data[id]': id,
      'data[subject]': subject,
      'data[status]': 'sent',
      'data[reason]': '',
      'data[list_id]': list.id,
    }
  }
  const { hash, email, emailType, ipOpt = '192.0.2.17', webId, mergeFields } = event.member
  const id = hash.slice(0, 10)
  if (event.type === 'upemail')
    return {
      'data[list_id]': list.id,
      'data[new_id]': id,
      'data[new_email]': email,
      'data[old_email]': event.oldEmail,
    }
  if (event.type === 'cleaned')
    return { 'data[list_id]': list.id, 'data[reason]': 'hard', 'data[email]': email, 'data[campaign_id]': '' }
  const merges = Object.entries(mergeFields).flatMap(([tag, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[`data[merges][${tag}]`, String(value)]] : [],
  )
  return {
    ...(event.type === 'unsubscribe' && { 'data[action]': event.action, 'data[reason]': 'manual' }),
    'data[id]': id,
    'data[email]': email,
    'data[email_type]': emailType,
    'data[ip_opt]': ipOpt,
    'data[web_id]': String(webId),
    'data[merges][EMAIL]': email,
    ...Object.fromEntries(merges),
    'data[list_id]': list.id,
  }
}

/** The events of a change: another address, another status, or only the profile. */
export function eventsOfChange(before: Pick<Member, 'email' | 'status'>, member: Member): ListEvent[] {
  const events: ListEvent[] = []
  if (before.email !== member.email) events.push({ type: 'upemail', member, oldEmail: before.email })
  if (before.status === member.status) return [...events, { type: 'profile', member }]
  if (member.status === 'subscribed') events.push({ type: 'subscribe', member })
  if (member.status === 'unsubscribed') events.push({ type: 'unsubscribe', member, action: 'unsub' })
  if (member.status === 'cleaned') events.push({ type: 'cleaned', member })
  return events
}
