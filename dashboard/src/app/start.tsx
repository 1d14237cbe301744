import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { LetterlockApiError } from '@letterlock/sdk'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Toasts } from '../ui/toast.tsx'
import { texts } from '../words/index.ts'
import { followHeading } from './follow-heading.ts'
import { router } from './router.tsx'

const queries = new QueryClient({
  defaultOptions: {
    // Requests that the server rejected are not retried; those that did not arrive are retried once.
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
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Toasts label={texts.nav.notifications} closeLabel={texts.close} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
