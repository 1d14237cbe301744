import { useMutation } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { server } from '../../api.ts'
import { locale } from '../../words/index.ts'
import { leaveFor } from './leave-for.ts'
import { rememberStartedFor } from './started-for.ts'

interface ConnectInput {
  readonly provider: string
  /** The connection to reconnect, for its end user. */
  readonly connection?: Pick<Connection, 'id' | 'endUserId'>
}

/** Sends this browser to the provider's authorization page: for a new connection, or to reconnect one. */
export function useConnect() {
  return useMutation({
    async mutationFn({ provider, connection }: ConnectInput) {
      const endUserId = connection?.endUserId ?? (await server.getMe()).id
      const returnUrl = `${location.origin}/connections/complete`
      const { id, url } = await server.createConnectSession({
        endUserId,
        returnUrl,
        providers: [provider],
        // The dashboard has already shown what the connect page shows.
        skipConnectPage: true,
        // The language of errors during the redirect.
        locale: locale(),
        ...(connection && { connectionId: connection.id }),
      })
      rememberStartedFor(id, endUserId)
      await leaveFor(url ?? '/connections/new')
    },
  })
}
