import type { Access, StatusReason } from '@letterlock/client'

/** Every word that the dashboard says, in one place. What the hub says of a connection comes from the hub. */
export const texts = {
  product: 'Letterlock',
  loading: 'One moment …',
  nav: {
    connections: 'Connections',
    apps: 'Apps',
    keys: 'Keys',
    activity: 'Activity',
    devices: 'Devices',
    signOut: 'Sign out',
  },
  skip: 'Skip to the content',
  signIn: {
    title: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in …',
  },
  setUp: {
    title: 'Set up Letterlock',
    lead: 'You are the first: this account owns the workspace.',
    name: 'Your name',
    submit: 'Create my account',
    busy: 'Creating …',
    passwordHint: 'At least 15 characters. A few words in a row are easier to remember than signs.',
    noToken: 'This page needs the link that was printed where Letterlock was started.',
  },
  connections: {
    title: 'Connections',
    empty: 'Nothing is connected yet.',
    emptyNext: 'Connect your first account: it takes a minute.',
    add: 'Connect an account',
    search: 'Find by account or platform',
    none: (words: string) => `No connection fits “${words}”.`,
    more: 'Show more',
  },
  status: { connected: 'Connected', expiring_soon: 'Expiring soon', disconnected: 'Disconnected' },
  facts: {
    since: 'Connected since',
    credential: 'In use',
    oauth: 'OAuth token',
    apiKey: 'API key',
    nothing: 'Nothing',
    expires: 'Token',
    never: 'Does not expire',
    checked: 'Last check',
    notChecked: 'Not yet',
    called: 'Last call',
    notCalled: 'None yet',
    fallback: 'API key',
    fallbackWorks: 'Stands by',
    fallbackBroken: 'Does not work',
    fallbackNone: 'None',
    health: 'Renewing',
    healthOk: 'Works',
    healthNone: 'Not needed',
    healthFailing: (failures: number) => `Failing, ${failures} ${failures === 1 ? 'time' : 'times'} in a row`,
  },
  access: {
    title: 'What may be done with it',
    audiences: 'Audiences and contacts',
    campaigns: 'Campaigns and templates',
    reports: 'Reports',
    send: 'Send campaigns',
    levels: { none: 'Nothing', read: 'Look', write: 'Look and change' },
    saved: 'Saved.',
    summary: ({ audiences, campaigns, reports, send }: Access) => {
      const areas = { audiences, campaigns, reports }
      const write = Object.entries(areas).flatMap(([area, level]) => (level === 'write' ? [area] : []))
      const read = Object.entries(areas).flatMap(([area, level]) => (level === 'read' ? [area] : []))
      const said = [
        ...(write.length > 0 ? [`change ${write.join(', ')}`] : []),
        ...(read.length > 0 ? [`see ${read.join(', ')}`] : []),
        ...(send ? ['send'] : []),
      ]
      return said.length > 0 ? `May ${said.join('; ')}` : 'May do nothing'
    },
  },
  connection: {
    back: 'All connections',
    check: 'Check now',
    checking: 'Checking …',
    refresh: 'Refresh now',
    refreshing: 'Refreshing …',
    reconnect: 'Connect again',
    disconnect: 'Disconnect',
    confirmTitle: (name: string) => `Disconnect ${name}?`,
    confirmText:
      'Applications and assistants stop working with this account at once. Nothing at the platform is changed or deleted.',
    confirmYes: 'Disconnect',
    confirmNo: 'Keep it',
    cutTitle: 'Disconnected',
    removal: (platform: string) => `Remove the app at ${platform}`,
    history: 'What happened',
  },
  apiKey: {
    title: 'API key',
    lead: (platform: string) =>
      `A key of ${platform} stands in when the token fails. It is checked before it is kept, sealed, and never shown again.`,
    standsBy: 'A key stands by.',
    broken: 'The key no longer works.',
    add: 'Key',
    replace: 'Another key',
    save: 'Save the key',
    checking: 'Checking …',
    remove: 'Erase it here',
  },
  apps: {
    title: 'Apps',
    lead: 'Each platform knows us by an app that you register there, once. Its client id and secret go here.',
    none: 'No app yet: nobody can connect this platform.',
    register: 'Register an app',
    registerAnother: 'Register another app',
    openPortal: 'Make an app in',
    portal: (platform: string) => `the developer pages of ${platform}`,
    redirect: 'Give it this redirect address, to the letter:',
    copyBack: 'Copy its client id and client secret from there to here.',
    clientId: 'Client id',
    clientSecret: 'Client secret',
    sealed: 'The secret is sealed and never shown again.',
    save: 'Save the app',
    secretInUse: 'Secret in use, added',
    secretBefore: 'Secret before it, still tried, added',
    removeSecret: 'Erase',
    rotate: 'The secret was changed at the platform',
    rotateHow: 'The new secret is used from now on; the old one stays as well until you erase it.',
    newSecret: 'New client secret',
    addSecret: 'Use it from now on',
  },
  keys: {
    title: 'Secret keys',
    lead: 'Your programs call Letterlock with a key. Each should have its own, with no more rights than it needs.',
    none: 'No key yet.',
    name: 'What it is for',
    rights: 'What it may do',
    create: 'Make a key',
    once: 'This is the only time that it is shown. Put it where your program keeps its secrets.',
    made: 'Made',
    neverUsed: 'never used',
    used: 'last used',
    revoked: 'Revoked',
    revoke: 'Revoke',
    revokeTitle: (name: string) => `Revoke “${name}”?`,
    revokeText: 'Programs that use it are refused at once. It cannot be undone.',
    keep: 'Keep it',
    rightsInWords: {
      'apps.read': 'see apps',
      'apps.write': 'change apps',
      connect: 'let people connect',
      'connections.read': 'see connections',
      'connections.write': 'change connections',
      'events.read': 'read the activity',
      'keys.write': 'make and revoke keys',
      proxy: 'forward calls',
      token: 'read tokens',
      'workspace.write': 'change the workspace',
    },
  },
  copy: 'Copy',
  copied: 'Copied',
  add: {
    title: 'Connect an account',
    lead: 'Choose the platform. Its own page will ask for your consent.',
    search: 'Find a platform',
    none: (words: string) => `No platform is called “${words}”.`,
    noApp: 'No app is registered for this platform yet.',
    register: 'Register one',
    connect: 'Connect',
    opening: 'Opening …',
    expires: 'Renewed by itself',
    lasting: 'Nothing needs renewing',
  },
  connected: {
    busy: 'Finishing the connection …',
    failedTitle: 'Not connected',
    again: 'Try again',
    different: (now: string, before: string) =>
      `You signed in to ${now}. This connection was to ${before} until now.`,
    accept: (name: string) => `Use ${name} from now on`,
  },
  activity: { title: 'Activity', empty: 'Nothing has happened yet.', which: 'the connection' },
  devices: {
    title: 'Devices',
    lead: 'The browsers in which you are signed in.',
    unknown: 'A browser',
    remove: 'Sign out there',
    password: 'Change password',
    current: 'Current password',
    next: 'New password',
    change: 'Change it and sign out everywhere else',
    changed: 'Changed. Every other browser is signed out.',
  },
  problem: { unreachable: 'Letterlock does not answer.', next: 'Check the connection, then try again.' },
} as const

const EVENTS: Readonly<Record<string, string>> = {
  'connection.created': 'Connected',
  'connection.renewed': 'Connected again',
  'connection.refreshed': 'Token renewed',
  'connection.refresh_failing': 'Renewing fails',
  'connection.recovered': 'Works again',
  'connection.expiring_soon': 'Ends soon',
  'connection.access_lost': 'Stopped working',
  'connection.access_changed': 'Permissions changed',
  'connection.disconnected': 'Disconnected',
  'connection.moved': 'Account moved',
  'connection.api_key_added': 'API key added',
  'connection.api_key_removed': 'API key removed',
}

/** What happened, in words; a type that is not known here in its own. */
export function eventInWords(type: string): string {
  const [subject = '', what = ''] = type.split('.')
  return (
    EVENTS[type] ?? `${subject} ${what}`.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase())
  )
}

const REASONS: Partial<Record<StatusReason, string>> = {
  revoked_at_provider: 'the app was removed at the platform',
  refresh_rejected: 'the platform refused to renew it',
  expired: 'the token ran out',
}

export function reasonInWords(reason: unknown): string | null {
  return REASONS[reason as StatusReason] ?? null
}
