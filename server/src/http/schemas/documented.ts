import type { z } from 'zod'

/* Shared by the documented schemas of the email marketing model. The model's own schemas have no descriptions: assistants would pay for them in tokens. */

interface Documentation {
  /** The name of the component. */
  readonly id: string
  readonly description?: string
}

/** A schema of the model with a component name and descriptions of its members. */
export function documented<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  documentation: Documentation,
  members: Partial<Record<keyof Shape, string | z.core.GlobalMeta>> = {},
): z.ZodObject<Shape> {
  const described = Object.entries(members).map(([name, text]) => {
    const member = schema.shape[name] as unknown as z.ZodType
    return [name, typeof text === 'string' ? member.describe(text) : member.meta(text as z.core.GlobalMeta)]
  })
  return schema
    .extend(Object.fromEntries(described) as z.ZodRawShape)
    .meta({ ...documentation }) as unknown as z.ZodObject<Shape>
}

export const time = { examples: ['2026-12-01T09:30:00.000Z'] }
export const unknown = 'null: the provider does not tell.'
export const audienceId = { examples: ['f61e6af0f0'] }
export const campaignId = { examples: ['b102706706'] }
export const email = { examples: ['nora@letters.example'] }
export const html = { examples: ['<h1>Rye bread, from Tuesday on</h1>'] }
export const subject = { examples: ['Rye bread, from Tuesday on'] }
export const campaignName = { examples: ['Rye'] }
