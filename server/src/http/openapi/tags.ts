/** The resources of the API, in the order of the reference. */
export const TAGS = [
  { name: 'Providers', description: 'The email marketing services that accounts can be connected of.' },
  { name: 'OAuth apps', description: 'Registrations at the providers, with their client secrets.' },
  { name: 'Connect sessions', description: 'An end user is asked to connect an account.' },
  { name: 'Device authorizations', description: 'An account is connected with a code on another device.' },
  { name: 'Connections', description: 'Accounts of end users, with their credentials.' },
  { name: 'Proxy', description: 'Requests to the providers’ own APIs.' },
  { name: 'Email marketing', description: 'One model over all providers.' },
  { name: 'Send requests', description: 'Campaigns that wait for a user’s approval.' },
  { name: 'Events', description: 'What happened in the workspace.' },
  { name: 'Webhooks', description: 'Where events are sent, and what became of it.' },
  { name: 'Secret keys', description: 'Keys to this API.' },
  { name: 'Workspace', description: 'Name, branding and allowed return URLs.' },
  { name: 'Alerts', description: 'Who is told when a connection is lost, or will be.' },
  { name: 'Members', description: 'Users of the workspace, and invitations.' },
  { name: 'Users', description: 'The signed-in user.' },
  { name: 'Assistants', description: 'AI programs that users authorized.' },
] as const
