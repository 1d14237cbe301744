/** Texts of the overview. */
export const overviewTexts = {
  overview: {
    title: 'Overview',
    period: 'Period',
    periods: { day: '24 hours', week: '7 days' },
  },
  charts: {
    calls: 'Calls',
    callsName: (count: number) => (count === 1 ? 'call' : 'calls'),
    failed: 'Failed',
    failedName: 'failed',
    noCalls: 'No calls in this period',
    callsSummary: (calls: number, failed: number) =>
      `${calls.toLocaleString('en')} ${calls === 1 ? 'call' : 'calls'}, ${failed.toLocaleString('en')} failed`,
    responseTime: 'Response time',
    average: 'Average',
    atProvider: 'At the provider',
    onAverage: 'on average',
    ofWhichOwn: (duration: string) => `of which ${duration} in Letterlock`,
    refreshes: 'Token refreshes',
    refreshed: 'Refreshed',
    refreshesName: (count: number) => (count === 1 ? 'refresh' : 'refreshes'),
    attemptsFailed: (count: number) =>
      count === 0
        ? 'no attempt failed'
        : count === 1
          ? '1 attempt failed'
          : `${count.toLocaleString('en')} attempts failed`,
    noRefreshes: 'No refreshes in this period',
    all: (count: number) => `All ${count.toLocaleString('en')}`,
    table: { showTable: 'Show as table', time: 'Time', unknown: 'unknown' },
  },
  firstSteps: {
    title: 'First steps',
    progress: (done: number, total: number) => `${done} of ${total} done`,
    done: '(done)',
    open: '(open)',
    steps: {
      app: {
        title: 'Add an OAuth app',
        text: 'Register it once at a provider, then enter its client ID and secret.',
      },
      connection: { title: 'Connect the first account', text: 'It takes a minute.' },
      call: {
        title: 'Make the first call',
        text: 'Create a secret key, and call a provider through Letterlock.',
      },
      webhook: {
        title: 'Add a webhook endpoint',
        text: 'Your application learns when an account is connected or lost.',
      },
      assistant: {
        title: 'Authorize an assistant',
        text: 'It reads your accounts, and asks before it sends.',
      },
    },
  },
  attention: {
    title: 'Needs attention',
    none: 'Nothing needs attention.',
    lost: (count: string, provider: string) => `${count} ${provider} accounts are disconnected.`,
    lostOne: (account: string, provider: string) => `${account} at ${provider} is disconnected.`,
    expiring: (count: string, provider: string) => `${count} ${provider} accounts expire soon.`,
    expiringOne: (account: string, provider: string) => `${account} at ${provider} expires soon.`,
    unread: 'There may be more disconnected connections.',
    unreadText: (count: string) =>
      `The newest ${count} were disconnected on request; the others were not read.`,
    openDisconnected: 'Show disconnected connections',
    open: 'Open connection',
    openAll: (count: string) => `Show ${count} connections`,
    addSecret: 'Add client secret',
    webhook: (host: string) => `${host} does not accept webhooks.`,
    webhookText: 'Its deliveries fail.',
    failing: 'failing',
    openWebhook: 'Open deliveries',
    sendRequest: (campaign: string, account: string) => `“${campaign}” of ${account} waits for approval.`,
    requestedBy: (name: string) => `Requested by ${name}.`,
    reviewSendRequest: 'Review and approve',
  },
} as const
