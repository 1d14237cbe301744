import type { ENGLISH } from './english.ts'

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Name in keyof T]: Widened<T[Name]> }

/** The texts that every language has. */
export type PageWords = Widened<typeof ENGLISH>
