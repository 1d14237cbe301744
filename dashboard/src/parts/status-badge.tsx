import type { Connection } from '@letterlock/sdk'
import { texts } from '../texts.ts'
import { When } from './when.tsx'

/** Color, sign and word, never color alone. After a failed check a connection is not shown as connected. */
export function StatusBadge({ connection }: { readonly connection: Connection }) {
  const { status, failedCheck } = connection
  const className = statusClass(connection)
  if (className !== 'unchecked' || failedCheck === null)
    return <span className={`badge ${className}`}>{texts.status[status]}</span>
  return (
    <span className={`badge ${className}`}>
      {texts.status.unchecked} <When at={failedCheck.since} />
    </span>
  )
}

/** The CSS class that shows the status. */
export function statusClass({ status, failedCheck }: Connection): Connection['status'] | 'unchecked' {
  return status === 'connected' && failedCheck !== null ? 'unchecked' : status
}
