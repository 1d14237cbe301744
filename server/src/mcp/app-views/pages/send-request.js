/*
 * A campaign that waits for its user. The button opens the page that signs the user in: nothing that this view could call would be a user's
 * word, since the server cannot tell its calls from the model's.
 */

/** @type {Record<string, string>} */
const TITLES = {
  approval_required: 'Nothing has been sent: it waits for you',
  approved: 'You have approved it',
  declined: 'You have declined it: nothing was sent',
}

/** @param {{ status: string, summary: string, approvalUrl?: string | null, campaignStatus?: string | null }} result */
const showSendRequest = ({ status, summary, approvalUrl, campaignStatus }) => {
  main.append(make('h1', TITLES[status] ?? summary))
  const facts = make('dl')
  for (const line of summary.split('\n').slice(1)) {
    const at = line.indexOf(': ')
    if (at > 0) facts.append(make('dt', line.slice(0, at)), make('dd', line.slice(at + 2)))
  }
  if (campaignStatus) facts.append(make('dt', 'Status'), make('dd', campaignStatus))
  main.append(facts)
  if (approvalUrl)
    main.append(linkTo('Review and approve', approvalUrl), make('p', 'The page asks you to sign in.', 'soft'))
}

void startView(showSendRequest)
