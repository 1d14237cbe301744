import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react'

/** How the status of a call looks: of a success, a rejected request, or a failure. */
export function lookOf(statusCode: number | null) {
  if (statusCode === null || statusCode >= 500) return ['lost', CircleX] as const
  return statusCode >= 400 ? (['warn', TriangleAlert] as const) : (['ok', CircleCheck] as const)
}
