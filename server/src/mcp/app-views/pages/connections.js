/* Each connection with its status, and buttons that open the pages where one is reconnected, or another one is connected. */

/** @typedef {{ id: string, accountName: string, provider: string, status: string, detail: string, nextStep: string | null }} ListedConnection */

/** @param {{ connections: ListedConnection[], connectUrl: string }} result */
const showConnections = ({ connections, connectUrl }) => {
  main.append(make('h1', connections.length === 0 ? 'No account is connected' : 'Connections'))
  for (const { id, accountName, provider, status, detail, nextStep } of connections) {
    const part = make('section')
    part.append(
      make('p', `${accountName} (${provider}): ${status.replaceAll('_', ' ')}`),
      make('p', [detail, nextStep].filter(Boolean).join(' '), 'soft'),
    )
    if (status !== 'connected') part.append(linkTo('Reconnect', connectUrl.replace(/new$/, id)))
    main.append(part)
  }
  main.append(linkTo('Connect an account', connectUrl))
}

void startView(showConnections)
