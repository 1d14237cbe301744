import { z } from 'zod'

/** Which audience, where the provider requires one. */
export const inAudience = z.object({
  audienceId: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'The provider’s ID of the audience.', examples: ['f61e6af0f0'] }),
})
