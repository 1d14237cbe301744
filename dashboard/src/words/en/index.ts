import { callTexts } from './calls.ts'
import { connectionTexts } from './connections.ts'
import { memberTexts } from './members.ts'
import { overviewTexts } from './overview.ts'
import { userTexts } from './users.ts'

export const english = {
  ...callTexts,
  ...connectionTexts,
  ...userTexts,
  ...memberTexts,
  ...overviewTexts,
  loading: 'Loading…',
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  retry: 'Try again',
  justNow: 'just now',
  thatIs: ', that is ',
  none: 'None',
  nav: {
    overview: 'Overview',
    connections: 'Connections',
    myAccounts: 'My accounts',
    calls: 'Calls',
    oauthApps: 'OAuth apps',
    secretKeys: 'Secret keys',
    webhooks: 'Webhooks',
    assistants: 'Assistants',
    myAssistants: 'My assistants',
    activity: 'Activity',
    myActivity: 'My activity',
    members: 'Members',
    settings: 'Settings',
    profile: 'Profile',
    signOut: 'Sign out',
    newWorkspace: 'New workspace',
    workspace: 'Workspace',
    pages: 'Pages',
    build: 'Build',
    skip: 'Skip to content',
    openMenu: 'Open the menu',
    closeMenu: 'Close the menu',
    search: 'Search or jump to',
    notifications: 'Notifications',
    language: 'Language',
    browserLanguage: 'Language of the browser',
    appearance: 'Appearance',
    appearances: { system: 'System', light: 'Light', dark: 'Dark' },
  },
  palette: {
    title: 'Search or jump to',
    none: 'No matches',
    actions: 'Actions',
  },
  notFound: {
    title: 'Page not found',
    text: 'The URL may be mistyped, or the page was removed.',
    home: 'Go to the dashboard',
  },
  problem: {
    unreachable: {
      happened: 'Letterlock did not respond.',
      next: 'Check your network connection, then try again.',
    },
    passkey: { happened: 'The passkey was not used.', next: 'Try again, or sign in with your password.' },
  },
} as const
