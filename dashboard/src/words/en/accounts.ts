/** Texts of a member’s own pages. */
export const accountTexts = {
  myAccounts: {
    reads: (workspace: string, what: string) => `${workspace} can see ${what}.`,
    readsNothing: (workspace: string) => `${workspace} cannot see anything of this account.`,
    writes: (what: string) => `It can also change ${what}.`,
    data: { audiences: 'audiences and contacts', campaigns: 'campaigns', reports: 'reports' },
    lastCall: 'Last call:',
    assistants: (names: string) => `Assistants with access: ${names}.`,
    sends: 'Campaigns can be sent. Assistants ask for your approval each time.',
    sendsNothing: 'Nothing can be sent.',
    permissions: 'Change permissions',
    activity: 'View activity',
    recent: 'Recent activity',
    all: 'View all',
    alertsLead:
      'Sent when one of your accounts is disconnected or works again. At most one email for each cause.',
  },
} as const
