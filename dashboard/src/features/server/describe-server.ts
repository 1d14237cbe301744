import { server } from '../../api.ts'

const MINUTE_MS = 60_000

/** The query for the settings of the server. Not refetched with every event, because only the operator changes them. */
export const describeServer = {
  queryKey: ['server'],
  queryFn: () => server.getServer(),
  staleTime: MINUTE_MS,
} as const
