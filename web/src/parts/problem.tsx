import { LetterlockError } from '@letterlock/client'
import { texts } from '../texts.ts'

/** What went wrong, in the hub's own sentence, and what to do. */
export function Problem({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null
  const told = error instanceof LetterlockError
  return (
    <div className="problem" role="alert">
      <p>{told ? error.message : texts.problem.unreachable}</p>
      <p className="soft">{told ? error.next : texts.problem.next}</p>
    </div>
  )
}
