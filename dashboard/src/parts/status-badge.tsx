import type { Connection } from '@letterlock/sdk'
import { texts } from '../texts.ts'
import { When } from './when.tsx'

/** Colour, sign and word: none of them alone. What works only as far as we know is not shown as working. */
export function StatusBadge({ connection }: { readonly connection: Connection }) {
  const { status, failedCheck } = connection
  const look = lookOf(connection)
  if (look !== 'unchecked' || failedCheck === null)
    return <span className={`badge ${look}`}>{texts.status[status]}</span>
  return (
    <span className={`badge ${look}`}>
      {texts.status.unchecked} <When at={failedCheck.since} />
    </span>
  )
}

/** The class of what shows how a connection is. */
export function lookOf({ status, failedCheck }: Connection): Connection['status'] | 'unchecked' {
  return status === 'connected' && failedCheck !== null ? 'unchecked' : status
}
