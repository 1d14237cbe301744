import { z } from 'zod'
import { timeOrNull } from './values.ts'

/* Schemas for providers' responses: a member of an unexpected type is an error, never a guess. */

/** An ID. */
export const id = z.string().min(1)
/** An ID that the provider writes as an integer, as the text of its digits, however many there are. */
export const integerId = z.union([z.int().min(0), z.string().regex(/^\d+$/)]).transform(String)
export const count = z.int().min(0)
/** null if omitted. */
export const maybeCount = count.nullish().transform((value) => value ?? null)
/** null if omitted or empty. */
export const maybeText = z
  .string()
  .nullish()
  .transform((value) => value || null)
/** ISO 8601 in UTC; null if omitted. */
export const maybeTime = maybeText.transform(timeOrNull)
/** A list; null if omitted. */
export const maybeList = <S extends z.ZodType>(item: S) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? null)

/** Maps the provider's value to the model's; an unknown value is an error. */
export const oneOf = <T extends string>(table: Readonly<Record<string, T>>) =>
  z.string().transform((word, { addIssue }) => {
    const meant = Object.hasOwn(table, word) ? table[word] : undefined
    if (meant !== undefined) return meant
    addIssue({ code: 'invalid_value', values: Object.keys(table), input: word })
    return z.NEVER
  })

/** The provider's value unchanged, to be written back; an unknown value is an error. */
export const keyOf = <T extends object>(table: T) =>
  z.custom<keyof T & string>((word) => typeof word === 'string' && Object.hasOwn(table, word))
