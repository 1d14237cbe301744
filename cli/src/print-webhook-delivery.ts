import type { WebhookDelivery } from '@letterlock/sdk'
import { formatTime } from './format-time.ts'

export const DELIVERY_HEAD = ['ID', 'EVENT', 'TYPE', 'ATTEMPT', 'RESULT', 'DURATION', 'SENT', 'NEXT ATTEMPT']

export function deliveryCells(delivery: WebhookDelivery): string[] {
  const { id, eventId, eventType, attempt, durationMs, createdAt, nextAttemptAt } = delivery
  const next = nextAttemptAt === null ? '' : formatTime(nextAttemptAt)
  const cells = [
    id,
    eventId,
    eventType,
    String(attempt),
    formatResult(delivery),
    `${durationMs} ms`,
    formatTime(createdAt),
    next,
  ]
  return cells
}

const ERRORS = {
  timeout: 'no response in time',
  unreachable: 'unreachable',
  certificate_invalid: 'invalid certificate',
} as const

export function formatResult({ status, statusCode, errorCode }: WebhookDelivery): string {
  const reason = errorCode === null ? String(statusCode) : ERRORS[errorCode]
  return `${status} (${reason})`
}
