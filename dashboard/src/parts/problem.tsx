import { LetterlockError } from '@letterlock/sdk'
import { texts } from '../texts.ts'

/** What went wrong, in the hub's own sentence, and what to do. */
export function Problem({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null
  const { happened, next } = tell(error)
  return (
    <div className="problem" role="alert">
      <p>{happened}</p>
      <p className="soft">{next}</p>
    </div>
  )
}

function tell(error: unknown): { happened: string; next: string } {
  if (error instanceof LetterlockError) return { happened: error.message, next: error.next }
  // The browser's own, such as a passkey that was not given.
  if (error instanceof DOMException) return texts.problem.passkey
  return texts.problem.unreachable
}
