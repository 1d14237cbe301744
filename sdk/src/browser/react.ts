import { createElement, useEffect, type ReactElement, type ReactNode } from 'react'
import { defineLetterlockConnect } from './element.ts'
import type { ConnectResult } from './outcome.ts'

export interface LetterlockConnectProps {
  /** The link that your backend was given for the person. */
  readonly session: string
  readonly sessionId?: string
  /** On the button; “Connect an account” when left out. */
  readonly children?: ReactNode
  readonly onConnected?: (event: CustomEvent<ConnectResult>) => void
  readonly onDenied?: (event: CustomEvent<ConnectResult>) => void
  readonly onFailed?: (event: CustomEvent<ConnectResult>) => void
}

/** `<letterlock-connect>` for React 19 or later. */
export function LetterlockConnect(props: LetterlockConnectProps): ReactElement {
  const { session, sessionId, children, onConnected, onDenied, onFailed } = props
  useEffect(defineLetterlockConnect, [])
  return createElement(
    'letterlock-connect',
    { session, 'session-id': sessionId, onconnected: onConnected, ondenied: onDenied, onfailed: onFailed },
    children,
  )
}
