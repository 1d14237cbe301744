import { z } from 'zod'
import { MAX_FOREIGN_ID_LENGTH } from '../../kernel/limits.ts'

/** The audience, if the provider requires one. */
export const inAudience = z.object({
  audienceId: z
    .string()
    .max(MAX_FOREIGN_ID_LENGTH)
    .optional()
    .meta({ description: 'The provider’s ID of the audience.', examples: ['f61e6af0f0'] }),
})
