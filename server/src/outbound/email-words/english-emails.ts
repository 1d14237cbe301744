import type { EmailWords } from './email-words.ts'

export const ENGLISH_EMAILS: EmailWords = {
  locale: 'en',
  invitation: {
    subject: (inviter, workspace) => `${inviter} invited you to ${workspace}`,
    text: (inviter, workspace) => `${inviter} invited you to join ${workspace} on Letterlock.`,
    accept: 'Accept the invitation within a week:',
    ignore: 'If you did not expect this email, you can ignore it.',
  },
  passwordReset: {
    subject: 'Reset your Letterlock password',
    text: (email) => `A password reset was requested for ${email}.`,
    choose: 'Choose a new password within an hour:',
    ignore: 'If you did not request this, you can ignore this email. Your password stays the same.',
  },
  alert: {
    titles: {
      connections: ({ count, account, provider, isLost }) => {
        const condition = isLost ? 'disconnected' : 'expiring soon'
        return account === null
          ? `${count.toLocaleString('en')} ${provider} accounts are ${condition}`
          : `${account} (${provider}) is ${condition}`
      },
      webhook_endpoint: ({ isGone }) => `A webhook endpoint is ${isGone ? 'disabled' : 'paused'}`,
      client_secret: ({ oauthApp, provider, days }) =>
        `The client secret of ${oauthApp} (${provider}) is more than ${days} days old`,
    },
    text: (title, workspace) => `${title} in ${workspace}.`,
    example: (detail) => `For example: ${detail}`,
    resolved: (title) => `Resolved: ${title}`,
    resolvedText: (title, workspace) => `This is resolved in ${workspace}: ${title}.`,
    nothingToDo: 'Nothing needs to be done.',
    turnOff: (url) => `Turn these emails off in your profile: ${url}`,
    webhookEndpoint: {
      gone: 'It answered 410 Gone, so no more events are sent to it.',
      failing: 'It has accepted nothing for three days. Events wait for up to seven days.',
      nextStep: 'Enable it when it works again.',
    },
    clientSecret: {
      added: (date) => `It was added on ${date}.`,
      nextStep: (provider) =>
        `Create a new one at ${provider} and add it to the OAuth app. Remove the old one once ${provider} no longer accepts it. Until then Letterlock tries both, the newest first, so connections keep working.`,
    },
  },
  sendRequest: {
    subject: 'A campaign waits for your approval',
    byAssistant: (name) =>
      `The assistant${name === null ? '' : ` ${name}`} asks to send a campaign. Nothing has been sent.`,
    bySecretKey: (name) =>
      `The secret key${name === null ? '' : ` ${name}`} asks to send a campaign. Nothing has been sent.`,
    review: (until) =>
      `Review it, and approve or decline it, until ${until}. The page asks you to sign in; this email approves nothing:`,
    thatIs: ', that is ',
    facts: {
      campaign: 'Campaign',
      from: 'From',
      to: 'To',
      when: 'When',
      subject: 'Subject',
      preview: 'Preview',
      content: 'Content',
      links: 'Links to',
      plainText: 'Without HTML',
      outlook: 'Only in Outlook',
    },
    campaignOf: (campaign, account) => `${campaign} of ${account}`,
    defaultSender: 'the audience’s sender at the provider',
    segment: (name) => `segment ${name}`,
    contacts: (count, atMost) =>
      count === null
        ? 'an unknown number of contacts'
        : `${atMost ? 'at most ' : ''}${count.toLocaleString('en')} ${count === 1 ? 'contact' : 'contacts'}`,
    now: 'now',
    noLinks: 'none',
    linksUnknown: 'cannot be listed',
    andOthers: (count) => (count === 1 ? 'and one other' : `and ${count.toLocaleString('en')} others`),
  },
}
