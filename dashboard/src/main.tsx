import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { LetterlockApiError } from '@letterlock/sdk'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followHeading } from './follow-heading.ts'
import { router } from './router.tsx'
import './styles.css'

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

const place = document.querySelector<HTMLElement>('#root')
if (place) {
  followHeading(place)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
