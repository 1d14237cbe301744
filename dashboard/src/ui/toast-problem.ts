import { LetterlockApiError } from '@letterlock/sdk'
import { texts } from '../words/index.ts'
import { toast } from './toast.tsx'

/** Says what went wrong with an action that has no form beside which it could stand. */
export function toastProblem(error: unknown): void {
  toast(error instanceof LetterlockApiError ? error.message : texts.problem.unreachable.happened, 'lost')
}
