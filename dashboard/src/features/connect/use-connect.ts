import { useMutation } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { leaveFor } from './leave-for.ts'

interface ConnectInput {
  readonly provider: string
  /** The connection to reconnect. */
  readonly connection?: string
}

/** Sends this browser to the provider's authorization page: for a new connection, or to reconnect one. */
export function useConnect() {
  return useMutation({
    async mutationFn({ provider, connection: connectionId }: ConnectInput) {
      const { id: endUserId } = await server.getMe()
      const returnUrl = `${location.origin}/connections/complete`
      const { url } = await server.createConnectSession({
        endUserId,
        returnUrl,
        providers: [provider],
        // The dashboard has shown what the connect page would.
        skipConnectPage: true,
        ...(connectionId && { connectionId }),
      })
      await leaveFor(url ?? '/connections/new')
    },
  })
}
