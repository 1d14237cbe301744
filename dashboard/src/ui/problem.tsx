import { RotateCw } from 'lucide-react'
import { texts } from '../words/index.ts'
import { Button } from './button.tsx'
import { errorInWords } from './error-in-words.ts'
import { Notice } from './notice.tsx'

interface ProblemProps {
  readonly error: unknown
  /** Shows a button to retry. */
  readonly onRetry?: () => unknown
}

/** What went wrong, and what to do. */
export function Problem({ error, onRetry }: ProblemProps) {
  if (error === null || error === undefined) return null
  const { happened, next } = errorInWords(error)
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
