/** Texts of the pages that end users see. */
export const ENGLISH = {
  connect: {
    title: 'Connect your account',
    heading: (application: string, provider: string) =>
      `${application} wants to connect to your ${provider} account`,
    headingAny: (application: string) => `${application} wants to connect to your email marketing account`,
    choose: 'You can disconnect at any time.',
    reconnect: (account: string) => `Sign in as ${account} to reconnect.`,
    able: (application: string) => `${application} will be able to`,
    permissions: {
      audiences_read: [
        'See your audiences and contacts',
        'Names, email addresses, tags and how they are grouped.',
      ],
      audiences_write: ['Add and change contacts', 'Also unsubscribe them. It cannot delete an audience.'],
      campaigns_read: ['See your campaigns and templates', 'What you wrote, and what was sent when.'],
      campaigns_write: ['Create and edit drafts', 'It cannot delete a campaign.'],
      reports_read: ['See your reports', 'How many contacts opened and clicked.'],
      send: ['Send campaigns', 'It can send drafts to your contacts.'],
    },
    nothing: 'See which account it is, and nothing else.',
    continueTo: (provider: string) => `Continue to ${provider}`,
    cancel: 'Cancel',
    signIn: (provider: string) => `You sign in on ${provider}’s own page. We never see your password.`,
    signInAny: 'You sign in on the provider’s own page. We never see your password.',
  },
  footer: 'Secured by Letterlock',
  error: {
    title: 'That did not work',
    heading: 'Something went wrong',
  },
  notFound: {
    title: 'Page not found',
    text: 'The URL may be mistyped, or the page was removed.',
    home: 'Go to the dashboard',
  },
} as const
