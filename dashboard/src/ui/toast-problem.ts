import { errorInWords } from './error-in-words.ts'
import { toast } from './toast.tsx'

/** Shows the error of an action that has no form. */
export function toastProblem(error: unknown): void {
  toast(errorInWords(error).happened, 'lost')
}
