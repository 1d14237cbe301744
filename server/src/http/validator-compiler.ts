import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { invalidRequest } from '../kernel/errors.ts'
import { faultsOf } from './faults.ts'

/** Validates each part of a request with its schema. An error lists all invalid fields of that part. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart = 'body' }) =>
  (data: unknown) => {
    const { data: value, error } = schema.safeParse(data)
    if (!error) return { value }
    return {
      error: invalidRequest(...faultsOf(error.issues, data, httpPart === 'body' ? 'body' : 'address')),
    }
  }
