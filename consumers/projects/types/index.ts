import { createLetterlock, LetterlockError, type Connection, type Letterlock } from '@letterlock/sdk'
import { defineLetterlockConnect, type ConnectResult } from '@letterlock/sdk/element'
import { handleConnectReturn } from '@letterlock/sdk/return-page'
import { LetterlockConnect, type LetterlockConnectProps } from '@letterlock/sdk/react'

export const letterlock: Letterlock = createLetterlock({ url: 'http://127.0.0.1:4400', secretKey: 'llk_x' })

export async function firstConnection(): Promise<Connection | undefined> {
  const { items } = await letterlock.listConnections()
  return items[0]
}

export async function codeOf(id: string): Promise<string> {
  return letterlock.getConnection(id).then(
    ({ status }) => status,
    (error: unknown) => (error instanceof LetterlockError ? error.code : 'unknown'),
  )
}

// @ts-expect-error a connection has no such member
export const wrong = (connection: Connection): unknown => connection.nonsense

export const result: Promise<ConnectResult | null> = handleConnectReturn()
export const props: LetterlockConnectProps = {
  sessionUrl: 'https://example.com',
  onAuthorized: ({ detail }) => void detail.confirmationToken,
}
export const element: unknown = LetterlockConnect(props)
defineLetterlockConnect()
