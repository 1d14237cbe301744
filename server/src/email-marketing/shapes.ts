import { z } from 'zod'
import { timeOrNull } from './values.ts'

/* What platforms answer is read through schemas: a member of another kind is an error, never a guess. */

/** Something that is known by it. */
export const id = z.string().min(1)
export const number = z.int().min(0)
export const count = z.int().min(0)
/** Left out or null: not told. */
export const maybeCount = count.nullish().transform((value) => value ?? null)
/** Empty is none. */
export const maybeText = z
  .string()
  .nullish()
  .transform((value) => value || null)
/** As ISO 8601 in UTC. */
export const maybeTime = maybeText.transform(timeOrNull)
/** A list that may be left out, and then is not told. */
export const maybeList = <S extends z.ZodType>(item: S) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? null)

/** The platform's word for something in the model's words; a word that is not known is not guessed at. */
export const oneOf = <T extends string>(table: Readonly<Record<string, T>>) =>
  z.enum(Object.keys(table)).transform((word) => table[word] as T)
