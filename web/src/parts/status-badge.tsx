import type { Connection } from '@letterlock/client'
import { texts } from '../texts.ts'

/** Colour, sign and word: none of them alone. */
export function StatusBadge({ status }: Pick<Connection, 'status'>) {
  return <span className={`badge ${status}`}>{texts.status[status]}</span>
}
