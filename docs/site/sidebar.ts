/** The site's pages in reading order. A page is the path of its file in `docs/`, without `.md`. */
export interface SidebarGroup {
  readonly label: string
  readonly pages: readonly string[]
  readonly collapsed?: boolean
}

export const SIDEBAR: readonly SidebarGroup[] = [
  {
    label: 'Start',
    pages: ['quick-start', 'concepts', 'sandbox', 'grading', 'dashboard', 'dashboard-tasks', 'accessibility'],
  },
  { label: 'Connect accounts', pages: ['connect', 'tokens-and-calls', 'connection-status', 'import'] },
  { label: 'Email marketing', pages: ['email-marketing', 'webhooks', 'calls', 'events', 'alerts'] },
  {
    label: 'Assistants',
    pages: [
      'assistants/index',
      'assistants/claude',
      'assistants/chatgpt',
      'assistants/claude-code',
      'assistants/codex',
      'assistants/cursor',
      'assistants/vs-code',
      'assistants/stdio',
      'assistants/clients',
      'tool-use',
      'send-guard',
    ],
  },
  {
    label: 'Providers',
    pages: [
      'providers/index',
      'providers/mailchimp',
      'providers/mailup',
      'providers/constant-contact',
      'providers/constant-contact-v2',
      'adding-a-provider',
      'simulating-a-provider',
    ],
  },
  {
    label: 'Self-hosting',
    pages: [
      'deployment',
      'configuration',
      'reverse-proxy',
      'postgresql',
      'backup',
      'upgrade',
      'encryption-keys',
      'monitoring',
      'performance',
    ],
  },
  { label: 'Reference', pages: ['sdk', 'cli', 'errors'] },
  {
    label: 'Background',
    pages: [
      'security',
      'comparison',
      'architecture',
      'glossary',
      'dependencies',
      'contributing',
      'changelog',
    ],
  },
]
