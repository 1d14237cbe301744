import { createElement, useEffect, type ReactElement, type ReactNode } from 'react'
import { defineLetterlockConnect } from './connect-element.ts'
import type { ConnectResult } from './result.ts'

/** The props of {@link LetterlockConnect}. */
export interface LetterlockConnectProps {
  /** The `url` of the connect session that your backend created for the end user. */
  readonly sessionUrl: string
  /** Its `id`: results of other connect sessions are ignored. */
  readonly sessionId?: string
  /** The button's label; "Connect an account" by default. */
  readonly children?: ReactNode
  /** Your backend can confirm the connect session now. */
  readonly onAuthorized?: (event: CustomEvent<ConnectResult>) => void
  /** The end user denied access. */
  readonly onDenied?: (event: CustomEvent<ConnectResult>) => void
  readonly onFailed?: (event: CustomEvent<ConnectResult>) => void
}

/** `<letterlock-connect>` for React 19 or later. */
export function LetterlockConnect(props: LetterlockConnectProps): ReactElement {
  const { sessionUrl, sessionId, children, onAuthorized, onDenied, onFailed } = props
  useEffect(defineLetterlockConnect, [])
  return createElement(
    'letterlock-connect',
    {
      'session-url': sessionUrl,
      'session-id': sessionId,
      onauthorized: onAuthorized,
      ondenied: onDenied,
      onfailed: onFailed,
    },
    children,
  )
}
