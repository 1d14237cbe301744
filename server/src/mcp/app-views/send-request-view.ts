import { appPage } from './app-page.ts'
import type { AppView } from './app-view.ts'

/**
 * A campaign that waits for its user. The button opens the page that signs the user in: nothing that this view could call would be a user's word,
 * since the server cannot tell its calls from the model's.
 */
export const SEND_REQUEST_VIEW: AppView = {
  name: 'send_request_view',
  uri: 'ui://letterlock/send-request.html',
  title: 'Send request',
  html: appPage(
    'Send request',
    `
const TITLES = {
  approval_required: 'Nothing has been sent: it waits for you',
  approved: 'You have approved it',
  declined: 'You have declined it: nothing was sent',
}
const show = ({ status, summary, approvalUrl, campaignStatus }) => {
  main.append(make('h1', TITLES[status] ?? summary))
  const facts = make('dl')
  for (const line of summary.split('\\n').slice(1)) {
    const at = line.indexOf(': ')
    if (at > 0) facts.append(make('dt', line.slice(0, at)), make('dd', line.slice(at + 2)))
  }
  if (campaignStatus) facts.append(make('dt', 'Status'), make('dd', campaignStatus))
  main.append(facts)
  if (approvalUrl) main.append(opener('Review and approve', approvalUrl), make('p', 'The page asks you to sign in.', 'soft'))
}
`,
  ),
}
