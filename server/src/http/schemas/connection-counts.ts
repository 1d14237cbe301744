import { z } from 'zod'
import { connectionStatus } from './connection.ts'
import { provider } from './values.ts'

export const connectionCounts = z
  .object({
    total: z
      .number()
      .int()
      .meta({ examples: [10_000] }),
    items: z.array(
      z
        .object({
          provider,
          status: connectionStatus,
          count: z
            .number()
            .int()
            .meta({ examples: [9812] }),
        })
        .meta({ id: 'ConnectionCount', description: 'Pairs without a connection are left out.' }),
    ),
  })
  .meta({ id: 'ConnectionCounts' })
