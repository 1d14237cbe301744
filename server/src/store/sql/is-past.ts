import { MINUTE } from '../../kernel/time.ts'
import type { Sql } from './sql.ts'

/** By so much, the times that two statements write for the same thing may differ. */
const TOLERANCE_MS = MINUTE

/**
 * The condition that a time, in the database's own, is past: also one that lies further ahead than any that is written now, since it was
 * written before the database's clock was put back. Not for a lease whose holder must be alone: it may still be at work.
 * @param aheadMs SQL: how far ahead it is written
 */
export const isPast = ({ now }: Pick<Sql, 'now'>, time: string, aheadMs: string): string =>
  `(${time} <= ${now} OR ${time} > ${now} + ${aheadMs} + ${TOLERANCE_MS})`
