import { useMutation } from '@tanstack/react-query'
import { server } from '../api.ts'
import { leaveFor } from '../leave-for.ts'

/** Sends this browser to the platform's consent page: for a new account of a platform, or to renew a connection. */
export function useConnect() {
  return useMutation({
    async mutationFn({ provider, connection }: { provider: string; connection?: string }) {
      const { id: owner } = await server.me()
      const returnUrl = `${location.origin}/connections/complete`
      const { url } = await server.createConnectSession({
        owner,
        returnUrl,
        providers: [provider],
        // The dashboard is ours: its own page stands for the hosted one.
        skipConnectPage: true,
        ...(connection && { connection }),
      })
      await leaveFor(url ?? '/connections/new')
    },
  })
}
