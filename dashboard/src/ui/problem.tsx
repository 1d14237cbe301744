import { LetterlockApiError } from '@letterlock/sdk'
import { RotateCw } from 'lucide-react'
import { texts } from '../words/index.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

interface ProblemProps {
  readonly error: unknown
  /** Shows a button that asks again. */
  readonly onRetry?: () => unknown
}

/** What went wrong, in the server's own sentence, and what to do. */
export function Problem({ error, onRetry }: ProblemProps) {
  if (error === null || error === undefined) return null
  const { happened, next } = describe(error)
  return (
    <Notice
      kind="lost"
      role="alert"
      actions={
        onRetry && (
          <Button look="outline" size="small" icon={RotateCw} onClick={() => void onRetry()}>
            {texts.retry}
          </Button>
        )
      }
    >
      <p className="font-medium">{happened}</p>
      <p className="text-muted-foreground">{next}</p>
    </Notice>
  )
}

function describe(error: unknown): { happened: string; next: string } {
  if (error instanceof LetterlockApiError) return { happened: error.message, next: error.nextStep }
  // From the browser, such as a canceled passkey prompt.
  if (error instanceof DOMException) return texts.problem.passkey
  return texts.problem.unreachable
}
