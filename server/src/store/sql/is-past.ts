import { MINUTE } from '../../kernel/time.ts'
import type { Sql } from './sql.ts'

/** How much the times may differ that two statements write for the same purpose. */
const TOLERANCE_MS = MINUTE

/**
 * The condition that a time of the database's clock is past. A time further ahead than any that is written now counts too: it was written
 * before the clock was set back. Not for exclusive leases, whose holder may still be at work.
 * @param aheadMs SQL expression of how far ahead such times are written
 */
export const isPast = ({ now }: Pick<Sql, 'now'>, time: string, aheadMs: string): string =>
  `(${time} <= ${now} OR ${time} > ${now} + ${aheadMs} + ${TOLERANCE_MS})`
