import type { WebhookDelivery } from '@letterlock/sdk'
import { texts } from '../../words/index.ts'

const words = texts.webhooks

/** “Accepted (200)”, “Failed (no response), attempt 2”. */
export function outcomeOf({ status, statusCode, attempt }: WebhookDelivery): string {
  const outcome = `${words[status]} (${statusCode ?? words.noResponse})`
  return attempt > 1 ? `${outcome}, ${words.attempt(attempt)}` : outcome
}
