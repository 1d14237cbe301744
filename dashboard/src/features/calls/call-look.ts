import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react'

/** The look of a call's status: success, rejected request, or failure. */
export function lookOf(statusCode: number | null) {
  if (statusCode === null || statusCode >= 500) return ['lost', CircleX] as const
  return statusCode >= 400 ? (['warn', TriangleAlert] as const) : (['ok', CircleCheck] as const)
}
