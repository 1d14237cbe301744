import { assistantTexts } from './assistant-texts.ts'
import { connectionTexts } from './connection-texts.ts'
import { userTexts } from './user-texts.ts'
import { webhookTexts } from './webhook-texts.ts'
import { workspaceTexts } from './workspace-texts.ts'

/** Every text of the dashboard. The status of a connection and the sentences of errors come from the server. */
export const texts = {
  ...assistantTexts,
  ...connectionTexts,
  ...userTexts,
  ...workspaceTexts,
  ...webhookTexts,
  product: 'Letterlock',
  loading: 'Loading…',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  nav: {
    connections: 'Connections',
    oauthApps: 'OAuth apps',
    secretKeys: 'Secret keys',
    webhooks: 'Webhooks',
    assistants: 'Assistants',
    activity: 'Activity',
    members: 'Members',
    settings: 'Settings',
    profile: 'Profile',
    signOut: 'Sign out',
    workspace: 'Workspace',
    pages: 'Pages',
    skip: 'Skip to content',
  },
  problem: {
    unreachable: {
      happened: 'Letterlock did not respond.',
      next: 'Check your network connection, then try again.',
    },
    passkey: { happened: 'The passkey was not used.', next: 'Try again, or sign in with your password.' },
  },
} as const
