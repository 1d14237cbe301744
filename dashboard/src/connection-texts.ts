import type { ConnectionPermissions } from '@letterlock/sdk'

/** Texts about connections: the list, one connection, and connecting. */
export const connectionTexts = {
  connections: {
    title: 'Connections',
    empty: 'No connections yet',
    emptyNext: 'Connect your first account in a minute.',
    add: 'Connect an account',
    search: 'Search by account or end user',
    status: 'Status',
    all: 'All',
    connected: 'Connected',
    for: (endUser: string) => `for ${endUser}`,
    none: 'No matching connections',
    more: 'Show more',
  },
  status: {
    connected: 'Connected',
    expiring_soon: 'Expiring soon',
    disconnected: 'Disconnected',
    unchecked: 'Check failing since',
  },
  facts: {
    connectedAt: 'Connected since',
    credential: 'Active credential',
    oauth: 'OAuth token',
    apiKey: 'API key',
    noCredential: 'None',
    token: 'Access token',
    neverExpires: 'Does not expire',
    refreshes: 'Refreshes',
    expires: 'Expires',
    checked: 'Last checked',
    neverChecked: 'Never',
    called: 'Last call',
    neverCalled: 'Never',
    fallback: 'API key',
    fallbackReady: 'Ready as fallback',
    fallbackInvalid: 'Not working',
    fallbackNone: 'None',
    refresh: 'Token refresh',
    refreshWorking: 'Working',
    refreshNotRequired: 'Not required',
    refreshFailing: (failures: number) =>
      failures === 1 ? 'Failing (1 failure)' : `Failing (${failures} consecutive failures)`,
  },
  permissions: {
    title: 'Permissions',
    audiences: 'Audiences and contacts',
    campaigns: 'Campaigns and templates',
    reports: 'Reports',
    send: 'Send campaigns',
    levels: { none: 'No access', read: 'Read', write: 'Read and write' },
    saved: 'Permissions saved',
    summary: ({ audiences, campaigns, reports, send }: ConnectionPermissions) => {
      const levels = Object.entries({ audiences, campaigns, reports })
      const areas = (wanted: string): string[] =>
        levels.flatMap(([area, level]) => (level === wanted ? [area] : []))
      const [edit, view] = [areas('write'), areas('read')]
      const parts = [
        ...(edit.length > 0 ? [`Can edit ${edit.join(', ')}`] : []),
        ...(view.length > 0 ? [`Can view ${view.join(', ')}`] : []),
        ...(send ? ['Can send'] : []),
      ]
      return parts.join(' · ') || 'No permissions'
    },
  },
  connection: {
    back: 'Back to connections',
    check: 'Check now',
    checking: 'Checking…',
    refresh: 'Refresh now',
    refreshing: 'Refreshing…',
    reconnect: 'Reconnect',
    disconnect: 'Disconnect',
    disconnectTitle: (name: string) => `Disconnect ${name}?`,
    disconnectText: (provider: string) =>
      `Applications and assistants lose access immediately. Nothing changes at ${provider}.`,
    disconnected: 'Disconnected',
    delete: 'Delete',
    deleteTitle: (name: string) => `Delete ${name}?`,
    deleteText:
      'Its credentials and permissions are deleted too. If it still works, it is disconnected first. Only one line stays in the activity. This cannot be undone.',
    deleted: 'Deleted',
    manageApps: (provider: string) => `Manage apps at ${provider}`,
    activity: 'Activity',
  },
  apiKey: {
    title: 'API key',
    lead: (provider: string) =>
      `Used when OAuth fails. We verify it with ${provider}, encrypt it and never show it again.`,
    ready: 'An API key is ready as fallback.',
    invalid: 'The API key no longer works.',
    label: 'API key',
    replace: 'Replace the API key',
    save: 'Save API key',
    checking: 'Checking…',
    remove: 'Remove API key',
    removeTitle: 'Remove the API key?',
    removeText: (provider: string) =>
      `It is no longer used when OAuth fails. It stays valid at ${provider} until you disable it there.`,
    removeYes: 'Remove',
  },
  newConnection: {
    title: 'Connect an account',
    lead: 'Choose a provider. You will sign in on its own page.',
    search: 'Search providers',
    none: (search: string) => `No provider matches “${search}”`,
    noApp: 'No OAuth app is registered for this provider yet.',
    addApp: 'Add OAuth app',
    connect: 'Connect',
    opening: 'Opening…',
    refreshed: 'Refreshed automatically',
    lasting: 'Does not expire',
  },
  connectionComplete: {
    busy: 'Connecting…',
    retrying: (seconds: number) =>
      `Trying again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}. Keep this page open; you don't need to sign in again.`,
    failedTitle: 'Not connected',
    again: 'Try again',
    errors: {
      access_denied: (provider: string) => `Access was denied at ${provider}. Nothing was connected.`,
      authorization_failed: (provider: string) =>
        `${provider} rejected the request. Compare the client ID and redirect URI on the OAuth apps page with those registered at ${provider}. Nothing was connected.`,
    } as Readonly<Record<string, (provider: string) => string>>,
    otherError: (provider: string, code: string) =>
      `${provider} did not complete the authorization (${code.replaceAll('_', ' ')}). Nothing was connected.`,
    theProvider: 'The provider',
    different: (now: string, before: string) => `You signed in to ${now}. This connection is for ${before}.`,
    accept: (name: string) => `Switch to ${name}`,
  },
  plot: {
    title: 'Checks and refreshes',
    summary: (succeeded: number, failed: number) =>
      succeeded + failed === 1
        ? `The only check or refresh so far ${succeeded === 1 ? 'succeeded' : 'failed'}.`
        : `Last ${succeeded + failed} checks and refreshes: ${succeeded} succeeded, ${failed} failed.`,
    none: 'No checks or refreshes yet',
    succeeded: 'succeeded',
    failed: 'failed',
  },
} as const
