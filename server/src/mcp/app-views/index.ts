import type { AppView } from './app-view.ts'
import { CONNECTIONS_VIEW } from './connections-view.ts'
import { REPORTS_VIEW } from './reports-view.ts'
import { SEND_REQUEST_VIEW } from './send-request-view.ts'

/** All views. */
export const APP_VIEWS: readonly AppView[] = [CONNECTIONS_VIEW, REPORTS_VIEW, SEND_REQUEST_VIEW]
