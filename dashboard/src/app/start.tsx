import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { LetterlockApiError } from '@letterlock/sdk'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isSignedOut } from '../features/session/is-signed-out.ts'
import { ME_KEY } from '../features/session/me.ts'
import { Toasts } from '../ui/toast.tsx'
import { texts } from '../words/index.ts'
import { followHeading } from './follow-heading.ts'
import { keepFocus } from './keep-focus.ts'
import { router } from './router.tsx'

/** A session may end while a page is open: who is signed in is asked again, and the page asks for a session. */
const noteSignOut = (error: unknown): void => {
  if (isSignedOut(error)) void queries.refetchQueries({ queryKey: ME_KEY })
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => void (queryKey[0] !== ME_KEY[0] && noteSignOut(error)),
  }),
  mutationCache: new MutationCache({ onError: noteSignOut }),
  defaultOptions: {
    // Requests that the server rejected are not retried. Network errors are retried once.
    queries: {
      // The server may run on this machine, so the browser's network status is ignored.
      networkMode: 'always',
      refetchInterval: 60_000,
      retry: (failures, error) => !(error instanceof LetterlockApiError) && failures < 1,
    },
    mutations: { networkMode: 'always' },
  },
})

export function start(): void {
  const place = document.querySelector<HTMLElement>('#root')
  if (!place) return
  followHeading(place)
  keepFocus(place)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Toasts label={texts.nav.notifications} closeLabel={texts.close} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
