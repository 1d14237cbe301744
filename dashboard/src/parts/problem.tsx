import { LetterlockApiError } from '@letterlock/sdk'
import { texts } from '../texts.ts'

/** What went wrong, in the server's own sentence, and what to do. */
export function Problem({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null
  const { happened, next } = describe(error)
  return (
    <div className="problem" role="alert">
      <p>{happened}</p>
      <p className="soft">{next}</p>
    </div>
  )
}

function describe(error: unknown): { happened: string; next: string } {
  if (error instanceof LetterlockApiError) return { happened: error.message, next: error.nextStep }
  // From the browser, such as a canceled passkey prompt.
  if (error instanceof DOMException) return texts.problem.passkey
  return texts.problem.unreachable
}
