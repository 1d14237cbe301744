import { z } from 'zod'
import { isPlainLine } from '../../kernel/foreign-text.ts'
import { MAX_NAME_LENGTH } from '../../kernel/limits.ts'

/** A text of one line, which is safe in lists, emails and terminals. */
export function oneLine(max: number): z.ZodString {
  return z.string().trim().max(max).refine(isPlainLine, 'must be one line without control characters')
}

/** The name of a user, workspace, OAuth app, secret key or passkey. */
export const name = oneLine(MAX_NAME_LENGTH).min(1)
