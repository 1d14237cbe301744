import { server } from '../../api.ts'

const MINUTE_MS = 60_000

/** The query for the settings of the server. What only its operator changes is not read with every event. */
export const describeServer = {
  queryKey: ['server'],
  queryFn: () => server.getServer(),
  staleTime: MINUTE_MS,
} as const
