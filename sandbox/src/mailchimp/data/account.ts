import { hexDigest } from '../../hex-digest.ts'
import { seededRandom } from '../../random-values.ts'
import type { Account, AccountData, List, NewAccount } from '../account-data.ts'
import { createCampaigns, createTemplates } from './campaigns.ts'
import { createList } from './lists.ts'
import { createRecord } from '../../records.ts'

export function createAccount(user: NewAccount): Account {
  const digest = hexDigest('sha256', `account ${user.username}`)
  return {
    id: digest.slice(0, 26),
    userId: 100_000_000 + (Number.parseInt(digest.slice(0, 7), 16) % 90_000_000),
    dataCenter: user.dataCenter,
    name: user.accountName,
    size: user.size ?? 'full',
  }
}

/** Two audiences, thousands of members, campaigns in every status. Created at first use; deterministic. */
export function dataOf(account: Account, now: Date): AccountData {
  return (account.data ??= createData(account, now))
}

function createData(account: Account, now: Date): AccountData {
  const random = seededRandom(account.id)
  const full = account.size === 'full'
  const lists: readonly [List, List] = [
    createList(random, { account, now, name: 'Newsletter', members: full ? 3200 : 12 }),
    createList(random, { account, now, name: 'Customers', members: full ? 1100 : 5 }),
  ]
  const data: AccountData = {
    lists: createRecord(lists.map((list) => [list.id, list])),
    campaigns: createRecord(),
    templates: createTemplates(now),
    nextId: 900_000,
  }
  for (const campaign of createCampaigns(random, account, lists, now)) data.campaigns[campaign.id] = campaign
  return data
}
