import { appPage } from './app-page.ts'
import type { AppView } from './app-view.ts'

/** Each connection with its status, and buttons that open the pages where one is connected again, or another one. */
export const CONNECTIONS_VIEW: AppView = {
  name: 'connections_view',
  uri: 'ui://letterlock/connections.html',
  title: 'Connections',
  html: appPage(
    'Connections',
    `
const show = ({ connections, connectUrl }) => {
  main.append(make('h1', connections.length === 0 ? 'No account is connected' : 'Connections'))
  for (const { id, accountName, provider, status, detail, nextStep } of connections) {
    const part = make('section')
    part.append(make('p', accountName + ' (' + provider + '): ' + status.replaceAll('_', ' ')), make('p', [detail, nextStep].filter(Boolean).join(' '), 'soft'))
    if (status !== 'connected') part.append(opener('Reconnect', connectUrl.replace(/new$/, id)))
    main.append(part)
  }
  main.append(opener('Connect an account', connectUrl))
}
`,
  ),
}
