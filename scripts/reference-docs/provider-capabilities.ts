import { ADAPTERS } from '../../server/src/email-marketing/adapters/index.ts'
import type { Provider } from '../../server/src/providers/provider.ts'
import { table } from './provider-facts.ts'

const LABELS: Readonly<Record<string, string>> = {
  accountWideContacts: 'Contacts belong to the account, not to one audience',
  archivesContacts: 'Contacts can be archived',
  automations: 'Automations can be read and paused',
  audienceGrowth: 'Growth of an audience by month',
  bounceTypes: 'Reports tell hard and soft bounces apart',
  campaignLinks: 'Clicks by link',
  campaignVariants: 'A/B tests can be read',
  campaignSegments: 'Campaigns for segments of an audience',
  campaignSenders: 'Campaigns have their own sender',
  complaints: 'Reports count complaints',
  contactStatuses: 'Statuses of contacts',
  deletesContacts: 'Contacts can be deleted for good',
  doubleOptIn: 'Double opt-in (`pending`)',
  remembersUnsubscribes: 'Who unsubscribed and was then deleted at the provider is known to have left',
  revenue: 'Reports have revenue',
  searchesParts: 'Search by a part of an email address',
  segments: 'Segments',
  segmentsFollowConditions: 'Segments follow their conditions; otherwise they hold those who met them',
  sendTimeStepMinutes: 'Steps of send times, in minutes',
  tags: 'Tags',
  templateContents: 'The HTML of templates can be read',
  templates: 'Templates',
  unsubscribeAppliesTo: 'Unsubscribing applies to the',
}

/** What the provider has of the email marketing model. */
export function marketingSection({ id }: Provider): string {
  const adapter = ADAPTERS.get(id)
  if (!adapter) return 'The email marketing model does not cover this provider.'
  const rows = Object.entries(adapter.capabilities)
    .map(([name, value]) => [LABELS[name] ?? inWords(name), valueOf(value)] as const)
    .toSorted(([a], [b]) => a.localeCompare(b))
  return `What the provider has of [the model](../email-marketing.md); the API returns it as \`capabilities\` of the account.\n\n${table(rows)}`
}

function valueOf(value: boolean | number | string | readonly string[]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'object') return value.map((text) => `\`${text}\``).join(', ')
  return String(value)
}

/** `accountWideContacts` → `Account wide contacts`. */
function inWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
