import { hash } from 'node:crypto'
import type { TestWorld } from '@letterlock/testing/world.ts'
import type { AccountData, Campaign } from '../../sandbox/src/mailchimp/account-data.ts'

export const ACCOUNT = 'Ada’s Bakery'
export const AB_TEST = 'Which subject'

/** Calls each account once, so that the sandbox creates its data, and adds orders and an A/B test. */
export async function prepareAccounts(
  world: TestWorld,
  connections: ReadonlyMap<string, string>,
): Promise<void> {
  for (const id of connections.values()) await world.client.account(id).audiences.list({ limit: 1 })
  const { data } =
    Object.values(world.sandbox.world.mailchimp.accounts).find(({ name }) => name === ACCOUNT) ?? {}
  if (data === undefined) throw new Error('The account has no data.')
  addOrders(data)
  addTest(data)
  addSubjectTest(world)
}

const newestOf = (data: AccountData): Campaign => {
  const [newest] = Object.values(data.campaigns)
    .filter(({ status, type }) => status === 'sent' && type === 'regular')
    .toSorted((a, b) => (b.sendTime ?? '').localeCompare(a.sendTime ?? ''))
  if (newest === undefined) throw new Error('The account has sent nothing.')
  return newest
}

function addOrders(data: AccountData): void {
  const { id: campaign_id } = newestOf(data)
  const orders = [30, 24.5, 30].map((order_total, index) => ({
    id: `order${index}`,
    campaign_id,
    order_total,
    currency_code: 'EUR',
  }))
  data.resources = { ...data.resources, '/ecommerce/stores/shop/orders': orders }
}

/** A test of two subjects, of which the second won; older than what was sent last. */
function addTest(data: AccountData): void {
  const original = newestOf(data)
  const idOf = (name: string): string => hash('md5', name).slice(0, 10)
  const sendTime = new Date(Date.parse(original.sendTime ?? '') - 86_400_000).toISOString()
  const parts = ['Fresh rye', 'Rye, at last'].map((subject_line, index): Campaign => ({
    ...original,
    id: idOf(subject_line),
    type: 'variate-child',
    sendTime,
    settings: { ...original.settings, title: AB_TEST, subject_line, parent_campaign_id: idOf(AB_TEST) },
    recipients: original.recipients.filter((_hash, at) => at % 2 === index),
  }))
  const parent: Campaign = {
    ...original,
    id: idOf(AB_TEST),
    type: 'variate',
    sendTime,
    settings: { ...original.settings, title: AB_TEST, subject_line: 'Fresh rye' },
    written: { variate_settings: { winning_campaign_id: idOf('Rye, at last'), winner_criteria: 'opens' } },
  }
  for (const campaign of [parent, ...parts]) data.campaigns[campaign.id] = campaign
}

/** Constant Contact keeps a second subject with the campaign that was sent last. */
function addSubjectTest({ sandbox }: TestWorld): void {
  const user = Object.values(sandbox.world.constantContact.users).find(
    ({ organization }) => organization === ACCOUNT,
  )
  const data = user?.data
  const [newest] = Object.values(data?.campaigns ?? {})
    .filter(({ sentAt }) => sentAt !== null)
    .toSorted((a, b) => (b.sentAt ?? '').localeCompare(a.sentAt ?? ''))
  if (data === undefined || newest === undefined) throw new Error('The account has sent nothing.')
  const path = `/emails/activities/${newest.campaign_activity_id}/abtest`
  data.resources = {
    ...data.resources,
    [path]: [{ alternative_subject: 'And what comes next', test_size: 10 }],
  }
}
