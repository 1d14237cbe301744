import type { Engagement } from '../../fixtures/account-fixture.ts'
import { hexDigest } from '../../hex-digest.ts'
import type { Campaign } from '../account-data.ts'

/** Share of the recipients by action. */
const SHARES = {
  sends: 1,
  opens: 0.36,
  clicks: 0.08,
  forwards: 0.004,
  optouts: 0.003,
  abuse: 0.0004,
  bounces: 0.012,
}
export type Kind = keyof typeof SHARES

/** Cached by the recipients of a campaign, because reports read the same actions repeatedly. */
const drawn = new WeakMap<readonly string[], Map<string, string[]>>()

/** Deterministic: derived from campaign and contact. */
export function whoDid({ campaign_id, recipients, engagement }: Campaign, kind: Kind): readonly string[] {
  if (kind === 'sends') return recipients
  if (engagement) return recipients.filter((id) => didOfFixture(engagement, kind).includes(id))
  const known = drawn.get(recipients) ?? new Map<string, string[]>()
  drawn.set(recipients, known)
  const key = `${kind} of ${recipients.length}`
  const who =
    known.get(key) ??
    recipients.filter(
      (id) =>
        Number.parseInt(hexDigest('md5', `${campaign_id} ${id} ${kind}`, 6), 16) / 0xff_ff_ff < SHARES[kind],
    )
  known.set(key, who)
  return who
}

/** A contact who clicks has opened. A fixture has only opens and clicks. */
function didOfFixture({ opened, clicked }: Engagement, kind: Kind): readonly string[] {
  if (kind === 'clicks') return clicked
  return kind === 'opens' ? [...opened, ...clicked] : []
}

export const countsOf = (campaign: Campaign): Record<Kind, number> & { not_opened: number } => {
  const count = (kind: Kind): number => whoDid(campaign, kind).length
  const [sends, opens, bounces] = [count('sends'), count('opens'), count('bounces')]
  const [clicks, forwards, optouts, abuse] = [
    count('clicks'),
    count('forwards'),
    count('optouts'),
    count('abuse'),
  ]
  return { sends, opens, clicks, forwards, optouts, abuse, bounces, not_opened: sends - opens - bounces }
}
