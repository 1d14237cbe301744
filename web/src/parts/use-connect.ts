import { useMutation } from '@tanstack/react-query'
import { hub } from '../hub.ts'
import { leaveFor } from '../leave-for.ts'

/** Sends this browser to the platform's consent page: for a new account of a platform, or to renew a connection. */
export function useConnect() {
  return useMutation({
    async mutationFn({ provider, connection }: { provider: string; connection?: string }) {
      const { id: owner } = await hub.me()
      const returnUrl = `${location.origin}/connected`
      const { url } = await hub.createConnectSession({
        owner,
        returnUrl,
        providers: [provider],
        // The dashboard is ours: its own page stands for the hosted one.
        skipPage: true,
        ...(connection && { connection }),
      })
      await leaveFor(url ?? '/add')
    },
  })
}
