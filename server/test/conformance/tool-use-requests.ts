import type { ToolResult } from '@letterlock/testing/mcp-client.ts'

/** What a planner does next, from what it has read so far. */
type Step = (read: readonly ToolResult[]) => readonly [tool: string, args: Record<string, unknown>]

/** Something that a person asks for, and how a good planner went about it: recorded, so that it needs no model and no network. */
export interface Recorded {
  readonly request: string
  readonly steps: readonly Step[]
  /** What the last answer must hold for the person to be served. */
  readonly answer: RegExp | ((read: readonly ToolResult[], truth: Truth) => boolean)
  /** Whether something is changed; otherwise only tools that read may be used. */
  readonly changes?: true
}

/** What the account really holds, read past the tools. */
export interface Truth {
  readonly largestAudience: string
  /** By whom joins it in a month, on average. */
  readonly grewMost: string
  readonly subscribed: number
  readonly bestOpened: string
  readonly sentNames: readonly string[]
}

interface Item {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly email: string
  readonly contactCount: number
  readonly averageMonthlySubscribes: number
  readonly clickRate: number
}

const C = { connection: 'adas-bakery-mailchimp' } as const
const items = (said: ToolResult | undefined): Item[] => (said?.structured['items'] ?? []) as Item[]
const newsletter = (said: ToolResult | undefined): string =>
  items(said).find(({ name }) => name === 'Newsletter')?.id ?? ''
const idsOf = (said: ToolResult | undefined, status: string, most: number): string[] =>
  items(said)
    .filter((item) => item.status === status)
    .slice(0, most)
    .map(({ id }) => id)
const reportsIn = (said: ToolResult | undefined) =>
  (said?.structured['reports'] ?? []) as {
    campaignId: string
    opens: { rate: number }
    bounces: { total: number }
  }[]
const idIn = (said: ToolResult | undefined): string => String(said?.structured['id'])

const audiences: Step = () => ['list_audiences', C]
const campaigns: Step = () => ['list_campaigns', { ...C, limit: 100 }]
const compared: Step = ([listed]) => ['get_campaign_reports', { ...C, campaigns: idsOf(listed, 'sent', 5) }]
const draft =
  (name: string, subject: string): Step =>
  (read) => [
    'create_campaign',
    { ...C, name, subject, audience: newsletter(read[0]), html: `<h1>${subject}</h1><p>Come by.</p>` },
  ]

export const RECORDED: readonly Recorded[] = [
  {
    request: 'Which of my newsletter accounts are connected, and do they all work?',
    steps: [() => ['list_connections', {}]],
    answer: /name: adas-bakery-mailchimp; .*status: connected[^]*mailup/,
  },
  {
    request: 'Which audience has the most people?',
    steps: [audiences],
    answer: ([listed], { largestAudience }) =>
      items(listed).toSorted((a, b) => b.contactCount - a.contactCount)[0]?.name === largestAudience,
  },
  {
    request: 'Which audience grew most?',
    steps: [audiences],
    answer: ([listed], { grewMost }) =>
      items(listed).toSorted((a, b) => b.averageMonthlySubscribes - a.averageMonthlySubscribes)[0]?.name ===
      grewMost,
  },
  {
    request: 'How many people get the newsletter?',
    steps: [audiences, ([listed]) => ['get_audience', { ...C, audience: newsletter(listed) }]],
    answer: (read, { subscribed }) => read[1]?.structured['contactCount'] === subscribed,
  },
  {
    request: 'What do we know about the people on the newsletter list? Which fields are there?',
    steps: [audiences, ([listed]) => ['get_audience', { ...C, audience: newsletter(listed) }]],
    answer: /^fields: .*FNAME/m,
  },
  {
    request: 'Show me three subscribers with everything that is noted about them.',
    steps: [
      audiences,
      ([listed]) => [
        'search_contacts',
        { ...C, audience: newsletter(listed), limit: 3, responseFormat: 'detailed' },
      ],
    ],
    answer: (read) => items(read[1]).length === 3 && items(read[1]).every((item) => 'fields' in item),
  },
  {
    request: 'Is the first one of them still subscribed?',
    steps: [
      audiences,
      ([listed]) => ['search_contacts', { ...C, audience: newsletter(listed), limit: 1 }],
      (read) => ['get_contact', { ...C, audience: newsletter(read[0]), contact: items(read[1])[0]?.email }],
    ],
    answer: (read) => read[2]?.structured['status'] === 'subscribed',
  },
  {
    request: 'Who has unsubscribed lately?',
    steps: [
      audiences,
      ([listed]) => ['search_contacts', { ...C, audience: newsletter(listed), status: 'unsubscribed' }],
    ],
    answer: (read) => items(read[1]).every(({ status }) => status === 'unsubscribed'),
  },
  {
    request: 'Which segments does the newsletter have?',
    steps: [audiences, ([listed]) => ['list_segments', { ...C, audience: newsletter(listed) }]],
    answer: /\d segments:/,
  },
  {
    request: 'What did we send this year?',
    steps: [campaigns],
    answer: ([listed], { sentNames }) => sentNames.every((name) => listed?.text.includes(name)),
  },
  {
    request: 'What is still waiting to be sent?',
    steps: [campaigns],
    answer: ([listed]) => idsOf(listed, 'scheduled', 9).length > 0,
  },
  {
    request: 'How did the last campaign go?',
    steps: [campaigns, ([listed]) => ['get_campaign_reports', { ...C, campaigns: idsOf(listed, 'sent', 1) }]],
    answer: /opened by \d+ \(\d+\.\d %\), clicked by \d+/,
  },
  {
    request: 'Compare our last five campaigns: which was opened most?',
    steps: [campaigns, compared],
    answer: (read, { bestOpened }) => reportsIn(read[1])[0]?.campaignId === bestOpened,
  },
  {
    request: 'Did anything bounce badly lately?',
    steps: [campaigns, compared],
    answer: (read) => reportsIn(read[1]).every(({ bounces }) => bounces.total >= 0),
  },
  {
    request: 'What exactly did our last e-mail say?',
    steps: [
      campaigns,
      ([listed]) => ['get_campaign', { ...C, campaign: idsOf(listed, 'sent', 1)[0], view: 'text' }],
    ],
    answer: (read) => String(read[1]?.structured['text']).length > 20,
  },
  {
    request: 'Which templates can we use?',
    steps: [() => ['list_templates', C]],
    answer: /\d templates:/,
  },
  {
    request: 'Draft a campaign about our new rye bread for the newsletter, do not send it.',
    steps: [audiences, draft('Rye', 'Rye bread, from Tuesday on')],
    answer: /^Draft created\. Nothing was sent\./,
    changes: true,
  },
  {
    request: 'Change the subject of that draft to "Rye at last", and tell me whether it is ready.',
    steps: [
      audiences,
      draft('Rye two', 'Rye'),
      (read) => ['update_campaign', { ...C, campaign: idIn(read[1]), subject: 'Rye at last' }],
      (read) => ['get_campaign', { ...C, campaign: idIn(read[1]), view: 'check' }],
    ],
    answer: /^Ready to send\.[^]*Rye at last/,
    changes: true,
  },
  {
    request: 'Send me a test of it first.',
    steps: [
      audiences,
      draft('Rye three', 'Rye'),
      (read) => ['send_test_email', { ...C, campaign: idIn(read[1]) }],
    ],
    answer: /^Test email sent to/,
    changes: true,
  },
  {
    request: 'Send it to everybody tomorrow morning at nine.',
    steps: [
      audiences,
      draft('Rye four', 'Rye'),
      (read) => ['send_campaign', { ...C, campaign: idIn(read[1]), scheduledAt: '2099-03-01T09:00:00Z' }],
    ],
    answer: /^Nothing has been sent\. The user reviews and approves it here/,
    changes: true,
  },
  {
    request: 'Stop the campaign that is scheduled.',
    steps: [
      campaigns,
      ([listed]) => ['unschedule_campaign', { ...C, campaign: idsOf(listed, 'scheduled', 1)[0] }],
    ],
    answer: /^Unscheduled\. It will not be sent\./,
    changes: true,
  },
  {
    request: 'Add nora@letters.example, who has just signed up at the counter, and ask her to confirm.',
    steps: [
      audiences,
      ([listed]) => [
        'upsert_contacts',
        { ...C, audience: newsletter(listed), contacts: [{ email: 'nora@letters.example' }] },
      ],
    ],
    answer: (read) => read[1]?.structured['pending'] === 1,
    changes: true,
  },
  {
    request: 'Mark max@letters.example, who has agreed, as a regular.',
    steps: [
      audiences,
      ([listed]) => [
        'upsert_contacts',
        {
          ...C,
          audience: newsletter(listed),
          contacts: [{ email: 'max@letters.example' }],
          status: 'subscribed',
        },
      ],
      ([listed]) => [
        'update_contact_tags',
        { ...C, audience: newsletter(listed), contacts: ['max@letters.example'], add: ['Regular'] },
      ],
    ],
    answer: /^Tags updated: 1 contact\./,
    changes: true,
  },
  {
    request: 'Somebody wrote that they want no more mail: take them off.',
    steps: [
      audiences,
      ([listed]) => ['search_contacts', { ...C, audience: newsletter(listed), limit: 1 }],
      (read) => [
        'unsubscribe_contact',
        { ...C, audience: newsletter(read[0]), contact: items(read[1])[0]?.email },
      ],
    ],
    answer: /^Unsubscribed from this audience\./,
    changes: true,
  },
  {
    request: 'Who clicked in our last newsletter, and on what?',
    steps: [
      () => ['list_campaigns', { ...C, status: 'sent', limit: 1 }],
      ([listed]) => [
        'list_campaign_recipients',
        { ...C, campaign: idsOf(listed, 'sent', 1)[0], activity: 'clicked', limit: 50 },
      ],
    ],
    answer: /^- contactId: .*; email: \S+@\S+; url: /m,
  },
  {
    request: 'What has the contact who opened it last done with our mails?',
    steps: [
      () => ['list_campaigns', { ...C, status: 'sent', limit: 1 }],
      ([listed]) => [
        'list_campaign_recipients',
        { ...C, campaign: idsOf(listed, 'sent', 1)[0], activity: 'opened', limit: 1 },
      ],
      (read) => [
        'get_contact',
        { ...C, contact: items(read[1])[0]?.email, audience: 'Newsletter', responseFormat: 'detailed' },
      ],
    ],
    answer: /^- activity: sent; campaignId: /m,
  },
  {
    request: 'Add these two from the counter, who both agreed, and leave out who has unsubscribed.',
    steps: [
      () => [
        'upsert_contacts',
        {
          ...C,
          audience: 'Newsletter',
          status: 'subscribed',
          contacts: [
            { email: 'oat@letters.example', fields: [{ name: 'FNAME', value: 'Oat' }] },
            { email: 'spelt@letters.example' },
          ],
        },
      ],
    ],
    answer: /^2 added, 0 updated, 0 skipped, 0 failed\./,
    changes: true,
  },
  {
    request: 'Copy last month’s campaign with a new subject, do not send it.',
    steps: [
      () => ['list_campaigns', { ...C, status: 'sent', limit: 1 }],
      ([listed]) => [
        'copy_campaign',
        { ...C, campaign: idsOf(listed, 'sent', 1)[0], name: 'Rye once more', subject: 'Rye, once more' },
      ],
    ],
    answer: /^Copied as a draft\. Nothing was sent\./,
    changes: true,
  },
  {
    request: 'Who has opened something in the last thirty days? Save them as a segment.',
    steps: [
      () => [
        'save_segment',
        {
          ...C,
          audience: 'Newsletter',
          name: 'Readers',
          conditions: [{ by: 'opened', op: 'did', days: 30 }],
        },
      ],
    ],
    answer: /^Saved: \d+ contacts\./,
    changes: true,
  },
  {
    request: 'A contact has another address now: change it.',
    steps: [
      () => ['search_contacts', { ...C, audience: 'Newsletter', limit: 1 }],
      ([found]) => [
        'change_contact',
        {
          ...C,
          audience: 'Newsletter',
          contact: items(found)[0]?.email,
          action: 'change_address',
          newEmail: 'moved@letters.example',
        },
      ],
    ],
    answer: /^Address changed\.[^]*moved@letters\.example/,
    changes: true,
  },
  {
    request: 'Which time zone is the account in, and are our domains authenticated?',
    steps: [() => ['get_account', C]],
    answer: /timeZone: .*[^]*domains:/,
  },
  {
    request: 'And what lists do we have at MailUp?',
    steps: [() => ['list_audiences', { connection: 'adas-bakery-mailup' }]],
    answer: /From Ada’s Bakery \(mailup\)/,
  },
  {
    request: 'Connect our Constant Contact account, too.',
    steps: [() => ['connect_account', { provider: 'constant-contact' }]],
    answer:
      /The user can connect constant-contact here: http\S+\/connections\/new\?provider=constant-contact/,
  },
]
