/** Texts about connections: the list, one connection, and connecting. */
export const connectionTexts = {
  connections: {
    title: 'Connections',
    empty: 'No connections yet',
    emptyNext: 'Connect your first account in a minute.',
    add: 'Connect an account',
    search: 'Search by account or end user',
    status: 'Status',
    anyStatus: 'Any status',
    provider: 'Provider',
    anyProvider: 'Any provider',
    account: 'Account',
    endUser: 'End user',
    connectedAt: 'Connected',
    actions: 'Actions',
    actionsFor: (name: string) => `Actions for ${name}`,
    select: (name: string) => `Select ${name}`,
    selectAll: 'Select all',
    clear: 'Clear filters',
    count: (count: number) => (count === 1 ? '1 connection' : `${count.toLocaleString('en')} connections`),
    of: (count: number, total: number) =>
      `${count.toLocaleString('en')} of ${total.toLocaleString('en')} connections`,
    for: (endUser: string) => `for ${endUser}`,
    none: 'No matching connections',
    more: 'Show more',
  },
  status: {
    connected: 'Connected',
    expiring_soon: 'Expiring soon',
    disconnected: 'Disconnected',
    unchecked: 'Check failing',
  },
  facts: {
    id: 'Connection ID',
    endUser: 'End user ID',
    email: 'Email',
    connectedAt: 'Connected',
    credential: 'Active credential',
    oauth: 'OAuth token',
    apiKey: 'API key',
    noCredential: 'None',
    token: 'Access token',
    neverExpires: 'Valid until revoked',
    refreshes: 'Refreshes',
    expires: 'Expires',
    expired: 'Expired',
    refreshDue: 'Refresh is due',
    checked: 'Last checked',
    neverChecked: 'Never',
    called: 'Last call',
    neverCalled: 'Never',
    noCallKnown: 'None known',
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
    sendHint: 'Each send still needs an approval when an assistant requests it.',
    levels: { none: 'No access', read: 'Read', write: 'Read and write' },
    saved: 'Permissions saved',
  },
  bulk: {
    title: 'Actions for the selected connections',
    selected: (count: number) => `${count.toLocaleString('en')} selected`,
    selectAll: (total: number) => `Select all ${total.toLocaleString('en')}`,
    actions: { check: 'Check', refresh: 'Refresh', disconnect: 'Disconnect', delete: 'Delete' },
    clear: 'Clear the selection',
    stop: 'Stop',
    progress: (done: number, total: number) => `${done} of ${total}`,
    done: {
      check: (name: string) => `${name} was checked`,
      refresh: (name: string) => `The token of ${name} was refreshed`,
      disconnect: (name: string) => `${name} is disconnected`,
      delete: (name: string) => `${name} is deleted`,
    },
    results: {
      check: (count: number) => (count === 1 ? '1 connection checked' : `${count} connections checked`),
      refresh: (count: number) => (count === 1 ? '1 token refreshed' : `${count} tokens refreshed`),
      disconnect: (count: number) =>
        count === 1 ? '1 account disconnected' : `${count} accounts disconnected`,
      delete: (count: number) => (count === 1 ? '1 connection deleted' : `${count} connections deleted`),
    },
    failed: (count: number) =>
      count === 1
        ? '1 did not succeed. Open the connection to see why.'
        : `${count} did not succeed. Open the connections to see why.`,
    disconnectTitle: (count: number) =>
      count === 1 ? 'Disconnect 1 account?' : `Disconnect ${count} accounts?`,
    disconnectText:
      'Applications and assistants lose access immediately. Audiences and campaigns at the providers do not change.',
    disconnectYes: (count: number) => (count === 1 ? 'Disconnect 1 account' : `Disconnect ${count} accounts`),
    deleteTitle: (count: number) => (count === 1 ? 'Delete 1 connection?' : `Delete ${count} connections?`),
    deleteText:
      'Their credentials and permissions are deleted too. Those that still work are disconnected first. Only the deletions stay in the activity. This cannot be undone.',
    deleteYes: (count: number) => (count === 1 ? 'Delete 1 connection' : `Delete ${count} connections`),
  },
  connection: {
    back: 'Back to connections',
    check: 'Check now',
    refresh: 'Refresh now',
    reconnect: 'Reconnect',
    details: 'Details',
    breadcrumb: 'Breadcrumb',
    dangerZone: 'Disconnect or delete',
    disconnectAsk: 'Disconnect…',
    deleteAsk: 'Delete…',
    disconnect: 'Disconnect',
    disconnectTitle: (name: string) => `Disconnect ${name}?`,
    disconnectText: (provider: string) =>
      `Applications and assistants lose access immediately. Audiences and campaigns at ${provider} do not change.`,
    disconnected: 'Disconnected',
    delete: 'Delete',
    deleteTitle: (name: string) => `Delete ${name}?`,
    deleteText:
      'Its credentials and permissions are deleted too. If it still works, it is disconnected first. Only the deletion stays in the activity. This cannot be undone.',
    deleted: 'Deleted',
    /** What disconnecting did. */
    disconnectReport: {
      revoked: (provider: string) => `The token was revoked at ${provider} and deleted here.`,
      failed: (provider: string) =>
        `The token was deleted here, but ${provider} has not confirmed that it is revoked: revoke access there too.`,
      unsupported: (provider: string) =>
        `The token was deleted here. ${provider} cannot revoke tokens on request: revoke access there too.`,
      apiKey: (provider: string) =>
        `The API key was deleted here. It stays valid at ${provider}: disable it there too.`,
      apiKeyUsed: 'The API key is used from now on.',
      nothing: 'This connection was already disconnected.',
    },
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
    refreshed: 'Refreshed automatically',
    lasting: 'Stays connected until revoked',
  },
  connectionComplete: {
    busy: 'Connecting…',
    retrying: (seconds: number) =>
      `Trying again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}. Keep this page open; you don’t need to sign in again.`,
    failedTitle: 'Not connected',
    again: 'Try again',
    errors: {
      access_denied: (provider: string) => `Access was denied at ${provider}. Nothing was connected.`,
      authorization_failed: (provider: string) =>
        `${provider} rejected the request. Compare the client ID and redirect URI on the OAuth apps page with those registered at ${provider}. Nothing was connected.`,
    },
    otherError: (provider: string, code: string) =>
      `${provider} did not complete the authorization (${code.replaceAll('_', ' ')}). Nothing was connected.`,
    theProvider: 'The provider',
    different: (now: string, before: string) => `You signed in to ${now}. This connection is for ${before}.`,
    acceptTitle: (name: string) => `Switch to ${name}?`,
    accept: (name: string) => `Switch to ${name}`,
  },
  plot: {
    timeline: 'Status history',
    times: (times: number) => `, ${times} times`,
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
