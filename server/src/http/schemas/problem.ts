import { z } from 'zod'
import { errorCode, exampleId } from './values.ts'

const invalidField = z
  .object({
    pointer: z
      .string()
      .optional()
      .describe('Into the body: a JSON pointer (RFC 6901); empty: the whole body.'),
    parameter: z.string().optional().describe('A parameter of the path or the query.'),
    header: z.string().optional(),
    detail: z.string().describe('A sentence to show.'),
    rule: z
      .enum(['missing', 'too_short', 'too_long', 'wrong_form', 'not_a_choice', 'unknown', 'invalid'])
      .optional()
      .describe('What it breaks, for a sentence of your own.'),
    limit: z.number().optional().describe('Characters: of `too_short` the fewest, of `too_long` the most.'),
  })
  .meta({
    id: 'InvalidField',
    description: 'What is wrong with one part of a request, which `pointer`, `parameter` or `header` names.',
  })

/** Some codes have further members. */
export const problem = z
  .looseObject({
    type: z.string().meta({ examples: ['urn:letterlock:error:connection_not_found'] }),
    title: z.string().describe('The same whenever the code occurs.'),
    status: z.number().describe('The HTTP status.'),
    detail: z.string().describe('What is wrong.'),
    instance: z.string().meta({ examples: [`urn:letterlock:request:${exampleId('req')}`] }),
    code: errorCode,
    nextStep: z.string().describe('What to do about it.'),
    requestId: z
      .string()
      .meta({ description: 'Finds the request in the log.', examples: [exampleId('req')] }),
    provider: z.string().optional().describe('The slug of the provider that the error is about.'),
    providerName: z.string().optional(),
    retryAfterSeconds: z
      .number()
      .optional()
      .describe('When to try again; the header `Retry-After` says the same.'),
    errors: z.array(invalidField).optional().describe('Every fault of an invalid request.'),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457), with a stable `code`.' })
