import type { AppView } from './app-view.ts'

export const CONNECTIONS_VIEW: AppView = {
  name: 'connections_view',
  uri: 'ui://letterlock/connections.html',
  title: 'Connections',
  script: 'connections.js',
}

export const REPORTS_VIEW: AppView = {
  name: 'reports_view',
  uri: 'ui://letterlock/reports.html',
  title: 'Campaign reports',
  script: 'reports.js',
}

export const SEND_REQUEST_VIEW: AppView = {
  name: 'send_request_view',
  uri: 'ui://letterlock/send-request.html',
  title: 'Send request',
  script: 'send-request.js',
}

/** All views. */
export const APP_VIEWS: readonly AppView[] = [CONNECTIONS_VIEW, REPORTS_VIEW, SEND_REQUEST_VIEW]
