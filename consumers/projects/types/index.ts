import { Letterlock, LetterlockApiError, type Connection } from '@letterlock/sdk'
import { defineLetterlockConnect, type ConnectResult } from '@letterlock/sdk/element'
import { handleConnectReturn } from '@letterlock/sdk/return-page'
import { LetterlockConnect, type LetterlockConnectProps } from '@letterlock/sdk/react'

export const letterlock: Letterlock = new Letterlock({ url: 'http://127.0.0.1:4400', secretKey: 'llk_x' })

export async function firstConnection(): Promise<Connection | undefined> {
  const { items } = await letterlock.connections.list()
  return items[0]
}

export async function codeOf(id: string): Promise<string> {
  return letterlock.connections.get(id).then(
    ({ status }) => status,
    (error: unknown) => (error instanceof LetterlockApiError ? error.code : 'unknown'),
  )
}

export async function names(): Promise<string[]> {
  const all: string[] = []
  for await (const { account } of letterlock.connections.list({ limit: 10 })) all.push(account.name)
  return all
}

interface Lists {
  lists: { name: string }[]
}
export const lists: Promise<Lists> = letterlock.proxy.get<Lists>('conn_1', '3.0/lists').json()
export const response: Promise<Response> = letterlock.proxy.post('conn_1', '3.0/lists', {
  body: { name: 'Rye' },
})

// @ts-expect-error a connection has no such member
export const wrong = (connection: Connection): unknown => connection.nonsense

export const result: Promise<ConnectResult | null> = handleConnectReturn()
export const props: LetterlockConnectProps = {
  sessionUrl: 'https://example.com',
  onAuthorized: ({ detail }) => void detail.confirmationToken,
}
export const element: unknown = LetterlockConnect(props)
defineLetterlockConnect()
