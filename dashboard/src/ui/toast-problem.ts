import { errorInWords } from './error-in-words.ts'
import { toast } from './toast.tsx'

/** Says what went wrong with an action that has no form beside which it could stand. */
export function toastProblem(error: unknown): void {
  toast(errorInWords(error).happened, 'lost')
}
