import type { Scope } from '@letterlock/sdk'

/** The values in a warning of the server. `problem` is a sentence. */
interface WarningFacts {
  readonly ids: string
  /** Commands. */
  readonly first: string
  readonly second: string
  readonly count: number
  readonly problem: string
}

/** Texts about what a workspace owns: OAuth apps, secret keys, activity, settings. */
export const workspaceTexts = {
  oauthApps: {
    title: 'OAuth apps',
    lead: 'Register an OAuth app at each provider once, then enter its client ID and secret here.',
    ready: 'Ready',
    notRegistered: 'Not registered',
    none: 'No OAuth app. Accounts cannot be connected.',
    add: 'Add OAuth app',
    addAnother: 'Add another OAuth app',
    openPortal: 'Open',
    developerPortal: (provider: string) => `the ${provider} developer portal`,
    enterBoth: 'Enter both below.',
    clientId: 'Client ID',
    clientSecret: 'Client secret',
    encrypted: 'The secret is encrypted and never shown again.',
    save: 'Save',
    currentSecret: 'Current secret, added',
    previousSecret: 'Previous secret, still accepted, added',
    removeSecret: 'Remove',
    removeTitle: 'Remove this client secret?',
    removeText: (provider: string) =>
      `It is no longer tried. If ${provider} still expects it, tokens can no longer be refreshed.`,
    rotate: 'Rotate the client secret',
    rotateText: 'The new secret is used immediately. The old one stays as backup until you remove it.',
    newSecret: 'New client secret',
    addSecret: 'Add secret',
  },
  secretKeys: {
    title: 'Secret keys',
    lead: 'Applications use secret keys to call the API. Create one per application with only the scopes it needs.',
    none: 'No secret keys yet',
    name: 'Name',
    scopes: 'Scopes',
    allScopes: 'All scopes',
    presets: { application: 'Application', read: 'Read only', full: 'Full access', custom: 'Custom' },
    fullAccess: 'Everything an admin can do, and managing members.',
    create: 'Create secret key',
    copyNow: 'Copy this key now. You won’t be able to see it again.',
    created: 'Created',
    neverUsed: 'Never used',
    lastUsed: 'Last used',
    revoked: 'Revoked',
    revoke: 'Revoke',
    revokeTitle: (name: string) => `Revoke “${name}”?`,
    revokeText: 'Applications that use it stop working immediately. This cannot be undone.',
    groups: {
      connecting: 'Connecting accounts',
      calling: 'Tokens and calls',
      data: 'Email marketing data',
      workspace: 'Workspace',
    },
    scopeNames: {
      'oauth_apps:read': 'View OAuth apps',
      'oauth_apps:write': 'Manage OAuth apps',
      'connect_sessions:read': 'View connect sessions',
      'connect_sessions:write': 'Let end users connect accounts',
      'connections:read': 'View connections',
      'connections:write': 'Manage connections',
      'tokens:read': 'Read access tokens',
      'proxy:use': 'Call provider APIs',
      'audiences:read': 'View audiences and contacts',
      'campaigns:read': 'View campaigns and templates',
      'reports:read': 'View reports',
      'audiences:write': 'Add, update and unsubscribe contacts',
      'campaigns:write': 'Create and edit drafts',
      'campaigns:send': 'Send campaigns',
      'events:read': 'View activity',
      'calls:read': 'View calls',
      'end_users:read': 'Export end users',
      'end_users:write': 'Erase end users',
      'secret_keys:read': 'View secret keys',
      'secret_keys:write': 'Manage secret keys',
      'members:read': 'View members',
      'members:write': 'Manage members',
      'webhooks:read': 'View webhook endpoints',
      'webhooks:write': 'Manage webhook endpoints',
      'workspace:write': 'Manage settings',
    } satisfies Record<Scope, string>,
  },
  activity: {
    title: 'Activity',
    empty: 'No activity yet',
    emptyFilter: 'No matching events',
    search: 'Text, account, user or key',
    type: 'Type',
    types: {
      '': 'All types',
      connection: 'Connections',
      oauth_app: 'OAuth apps',
      assistant: 'Assistants',
      campaign: 'Campaigns',
      contact: 'Contacts',
      secret_key: 'Secret keys',
      invitation: 'Invitations',
      member: 'Members',
      token: 'Access tokens',
      call: 'Calls',
      webhook_endpoint: 'Webhooks',
      segment: 'Segments',
      automation: 'Automations',
      end_user: 'End users',
      workspace: 'Workspace',
    },
    since: 'Since',
    until: 'Until',
    by: (name: string) => `by ${name}`,
    bySecretKey: (name: string) => `by secret key “${name}”`,
    automatically: 'automatically',
    byDeleted: 'by a deleted user or key',
    all: 'All activity',
    more: 'Show more',
  },
  server: {
    lead: 'The server that runs Letterlock, for all workspaces. Only its operator can change these settings.',
    well: 'Nothing needs attention.',
    running: 'Running',
    simulated: 'sandbox: calls go to simulated providers',
    database: 'Database',
    notShared: 'for one server',
    shared: 'several servers can share it',
    deliveries: 'Webhook deliveries',
    noneWaiting: 'No event is waiting',
    waiting: (count: number) =>
      count === 1 ? '1 event is waiting' : `${count.toLocaleString('en')} events are waiting`,
    warnings: {
      real_data: {
        detail: () =>
          'The database has OAuth apps or accounts of real providers, and the sandbox does not know them.',
        nextStep: () =>
          'Start without --sandbox and LETTERLOCK_SANDBOX_URL, or use another data directory (LETTERLOCK_DATA_DIR) or database.',
      },
      sandbox_data: {
        detail: ({ ids }: WarningFacts) =>
          `The database has OAuth apps or accounts that were made with the sandbox (${ids}), and this server calls the real providers, which know none of them.`,
        nextStep: ({ first, second }: WarningFacts) =>
          `Stop it. For the sandbox: ${first}. For real accounts, use another data directory: ${second}`,
      },
      mixed_data: {
        detail: ({ ids }: WarningFacts) =>
          `The database has OAuth apps or accounts that were made with the sandbox (${ids}), and this server calls the real providers, which know none of them.`,
        nextStep: ({ first, second }: WarningFacts) =>
          `Delete those of the sandbox: ${first}, then ${second}.`,
      },
      encryption_keys_not_taken: {
        detail: () =>
          'The changed encryption keys are not taken, and the previous ones stay in use. The log of the server says why.',
        nextStep: ({ ids }: WarningFacts) =>
          `Correct them. The key ${ids} must stay among them until everything is encrypted with another.`,
      },
      encryption_key_missing: {
        detail: ({ ids }: WarningFacts) =>
          `This server lacks the encryption key ${ids}: it cannot read what is encrypted with it, and leaves refreshes and jobs that need it to servers that have it.`,
        nextStep: () => 'Add it to the keys of this server, and restart it unless they are in a file.',
      },
      unchecked_contacts: {
        detail: ({ count, ids, problem }: WarningFacts) =>
          `Whether ${count === 1 ? '1 contact' : `${count.toLocaleString('en')} contacts`} of ${ids} had unsubscribed before they were added cannot be checked (${problem}): they may be subscribed against their will.`,
        nextStep: ({ first }: WarningFacts) =>
          `It is tried again, at least every hour. Reconnect the account if it is disconnected: ${first}. Deleting the connection ends it.`,
      },
    },
    retention: 'Retention',
    retentionLead: 'How long the server keeps each kind of entry. Older ones are deleted within an hour.',
    days: (count: number) => (count === 1 ? '1 day' : `${count.toLocaleString('en')} days`),
    daysOrCalls: (days: number, calls: number) =>
      `${days === 1 ? '1 day' : `${days} days`}, at most ${calls.toLocaleString('en')} calls`,
    retentionChange: 'It is the same for all workspaces. The operator of the server changes these settings:',
    encryptionKeys: 'Encryption keys',
    keysLead: 'Credentials, client secrets and signing secrets are encrypted with the newest key.',
    current: 'Everything uses the newest key',
    outdated: (count: number) =>
      count === 1 ? '1 value uses an older key' : `${count.toLocaleString('en')} values use an older key`,
    keys: 'Keys',
    newest: 'newest',
    stored: 'Stored',
    wrapped: 'Wrapped by a key service',
    plain: 'Unwrapped, in a file or a setting',
    changed: 'Last change',
    inSetting: 'Unknown: the keys are in a setting',
    version: 'Version of the server',
    rotate: 'This command rotates the keys while the server runs. Run it on the machine of the server:',
    rotateNow: (count: string) =>
      `This command encrypts the remaining ${count} with the newest key. Run it on the machine of the server:`,
  },
  settings: {
    title: 'Settings',
    branding: 'Branding',
    brandingLead: 'Shown to end users on the connect page.',
    name: 'Workspace name',
    color: 'Button color',
    logo: 'Logo',
    currentLogo: 'Current logo',
    chooseLogo: 'Choose an image',
    removeLogo: 'Remove logo',
    contrast: (text: string, ratio: string) => `${text}, contrast ${ratio} : 1`,
    whiteText: 'White text',
    blackText: 'Black text',
    preview: 'Preview',
    previewTitle: (name: string) => `${name} wants to connect to your account`,
    previewButton: 'Continue',
    invalidImage: 'Upload a PNG or JPEG image.',
    save: 'Save',
    saved: 'Settings saved',
    allowedReturnUrls: 'Allowed return URLs',
    returnUrlsLead:
      'Where your application receives end users after they connect. Each URL is compared exactly, without its query. Loopback URLs are always allowed.',
    url: 'URL',
    addUrl: 'Add URL',
    removeUrl: 'Remove',
    newWorkspaceLead:
      'It has its own OAuth apps, connections, secret keys and members, and shares nothing with others.',
    newWorkspaceName: 'Name of the new workspace',
    create: 'Create workspace',
  },
} as const
