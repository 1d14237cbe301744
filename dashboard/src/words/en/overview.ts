/** Texts of the overview. */
export const overviewTexts = {
  overview: {
    title: 'Overview',
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
    lost: (count: number, provider: string) => `${count} ${provider} accounts are disconnected.`,
    lostOne: (account: string, provider: string) => `${account} at ${provider} is disconnected.`,
    open: 'Open connection',
    openAll: (count: number) => `Show ${count} connections`,
    addSecret: 'Add client secret',
    webhook: (host: string) => `${host} does not accept webhooks.`,
    webhookText: 'Its deliveries fail.',
    openWebhook: 'Open deliveries',
  },
} as const
