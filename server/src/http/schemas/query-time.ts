import { z } from 'zod'

/** A time in a query. */
export const queryTime = z.iso.datetime({ offset: true }).optional()

export function epochOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text)
}
