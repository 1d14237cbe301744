import { z } from 'zod'
import { MAX_NAME_LENGTH } from '../../kernel/limits.ts'

/** A text for lists, emails and terminals: one line, without control characters and those that reorder text (UAX #9, section 2). */
export function oneLine(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .max(max)
    .regex(
      /^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u,
      'must be one line without control characters',
    )
}

/** Of users, workspaces, OAuth apps, secret keys, passkeys. */
export const name = oneLine(MAX_NAME_LENGTH).min(1)
