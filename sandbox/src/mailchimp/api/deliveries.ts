import type { Engagement } from '../../fixtures/account-fixture.ts'
import { hexDigest } from '../../hex-digest.ts'
import type { Campaign } from '../account-data.ts'

/** What one member did with one campaign. */
export interface Delivery {
  readonly hash: string
  readonly status: 'sent' | 'hard' | 'soft'
  /** Minutes after sending, one per open. */
  readonly opens: readonly number[]
  /** Indexes of the clicked links, one per click. */
  readonly clicks: readonly number[]
  readonly unsubscribed: boolean
  readonly complained: boolean
}

const known = new WeakMap<Campaign, WeakRef<readonly Delivery[]>>()

/**
 * The activity of each recipient. It is derived from campaign and member, so a weak cache is enough: an account has tens of thousands.
 */
export function deliveriesOf(campaign: Campaign): readonly Delivery[] {
  const kept = known.get(campaign)?.deref()
  if (kept?.length === campaign.recipients.length) return kept
  const deliveries = campaign.recipients.map((hash) => deliveryOf(campaign, hash))
  known.set(campaign, new WeakRef(deliveries))
  return deliveries
}

/** Shared, because most members open nothing. */
const NEVER: readonly number[] = []

/** What a recipient did. */
export function deliveryOf(campaign: Campaign, hash: string): Delivery {
  if (campaign.engagement) return deliveryOfFixture(campaign.engagement, hash)
  const digest = hexDigest('md5', `${campaign.id}${hash}`)
  const share = (at: number): number => Number.parseInt(digest.slice(at, at + 4), 16) / 65_536
  const status = share(0) < 0.006 ? 'hard' : share(0) < 0.014 ? 'soft' : 'sent'
  const opened = status === 'sent' && share(4) < 0.42
  const clicked = opened && share(8) < 0.18 && campaign.links.length > 0
  const times = 1 + Math.floor(share(12) ** 4 * 5)
  return {
    hash,
    status,
    opens: opened
      ? Array.from({ length: times }, (_, index) => Math.floor(share(16) ** 2 * 2880) + index * 67)
      : NEVER,
    clicks: clicked
      ? Array.from(
          { length: 1 + Math.floor(share(20) * 2) },
          (_, i) => (i + Math.floor(share(24) * 3)) % campaign.links.length,
        )
      : NEVER,
    unsubscribed: opened && share(28) < 0.006,
    complained: opened && share(28) > 0.9995,
  }
}

function deliveryOfFixture({ opened, clicked }: Engagement, hash: string): Delivery {
  const hasClicked = clicked.includes(hash)
  return {
    hash,
    status: 'sent',
    // A member who clicks has opened.
    opens: hasClicked || opened.includes(hash) ? [60] : NEVER,
    clicks: hasClicked ? [0] : NEVER,
    unsubscribed: false,
    complained: false,
  }
}
