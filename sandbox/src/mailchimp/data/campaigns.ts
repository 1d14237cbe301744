import { hexDigest } from '../../hex-digest.ts'
import type { Account, Campaign, CampaignStatus, List, Template } from '../account-data.ts'
import { createRecord } from '../../records.ts'
import { membersIn } from '../list-members.ts'

const DAY_MS = 86_400_000

const CAMPAIGNS: readonly [title: string, subject: string, status: CampaignStatus, daysAgo: number][] = [
  ['January letter', 'A warm start', 'sent', 300],
  ['Spring opening', 'We are open on Sundays', 'sent', 230],
  ['Summer hours', 'Our summer hours', 'sent', 150],
  ['Harvest', 'Fresh from the field', 'sent', 75],
  ['Autumn letter', 'What is new this autumn', 'sent', 21],
  ['Gift cards', 'A gift that fits everyone', 'schedule', -5],
  ['Winter letter', 'Something for the cold days', 'save', 2],
  ['Survey', 'Two minutes for us?', 'save', 9],
  ['Weekly digest', 'This week', 'paused', 30],
  ['Flash sale', 'Only today', 'sending', 0],
  ['Wrong price list', 'Our prices', 'canceled', 60],
  ['Market day', 'Meet us on Saturday', 'canceling', 0],
  ['Old welcome', 'Welcome', 'archived', 900],
]

export function createCampaigns(
  random: () => number,
  account: Account,
  lists: readonly [List, List],
  now: Date,
): Campaign[] {
  return CAMPAIGNS.map(([title, subject, status, daysAgo], index) => {
    const list = lists[index % 4 === 3 ? 1 : 0]
    const at = new Date(now.getTime() - daysAgo * DAY_MS)
    const id = hexDigest('sha256', `campaign ${account.id} ${title}`, 10)
    const started = status === 'sent' || status === 'sending' || status === 'canceling'
    const links = [
      'https://shop.example.com/',
      `https://shop.example.com/${id}`,
      'https://shop.example.com/contact',
    ]
    return {
      id,
      webId: 700_000 + index,
      type: status === 'paused' ? 'rss' : 'regular',
      status,
      createdAt: new Date(Math.min(at.getTime(), now.getTime()) - 3 * DAY_MS).toISOString(),
      sendTime: started || status === 'schedule' ? quarterHour(at).toISOString() : null,
      contentType: 'html',
      listId: list.id,
      segmentId: null,
      settings: {
        subject_line: subject,
        preview_text: `${subject}, and more`,
        title,
        from_name: account.name,
        reply_to: 'hello@example.com',
        use_conversation: false,
        to_name: '*|FNAME|*',
        folder_id: '',
        authenticate: true,
        auto_footer: false,
        inline_css: false,
        auto_tweet: false,
        fb_comments: true,
        timewarp: false,
        template_id: 0,
        drag_and_drop: false,
      },
      content: {
        html: `<html><body><h1>${subject}</h1><p>Dear *|FNAME|*,</p><p>${links.map((link) => `<a href="${link}">Read on</a>`).join(' ')}</p><p><a href="*|UNSUB|*">Unsubscribe</a></p></body></html>`,
        plain_text: `${subject}\n\nDear *|FNAME|*,\n\n${links.join('\n')}\n\nUnsubscribe: *|UNSUB|*`,
      },
      links,
      recipients: started ? recipientsAt(random, list, at) : [],
    }
  })
}

function recipientsAt(random: () => number, list: List, at: Date): string[] {
  const sentAt = at.toISOString()
  const recipients: string[] = []
  for (const { hash, status, signupAt } of membersIn(list))
    if (status !== 'pending' && status !== 'transactional' && signupAt < sentAt && random() < 0.97)
      recipients.push(hash)
  return recipients
}

function quarterHour(at: Date): Date {
  return new Date(Math.round(at.getTime() / 900_000) * 900_000)
}

export function createTemplates(now: Date): Record<string, Template> {
  const names = ['Plain letter', 'Product grid', 'Event invitation']
  return createRecord(
    names.map((name, index): [string, Template] => [
      String(10_001 + index),
      {
        id: 10_001 + index,
        name,
        html: `<html><body mc:edit="body"><h1>${name}</h1><div mc:edit="main">Write here.</div></body></html>`,
        active: true,
        createdAt: new Date(now.getTime() - (200 + index) * DAY_MS).toISOString(),
      },
    ]),
  )
}
