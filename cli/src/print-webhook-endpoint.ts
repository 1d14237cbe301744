import type { WebhookEndpoint, WebhookEndpointWithSecret } from '@letterlock/sdk'
import { formatTime } from './format-time.ts'
import { note, paint, print, printJson } from './output.ts'

export function printWebhookEndpoint(endpoint: WebhookEndpoint, json: boolean): void {
  if (json) return printJson(endpoint)
  const { id, url, description, eventTypes, failingSince } = endpoint
  print(paint('bold', url))
  const lines = [
    ['ID', id],
    ['Description', description],
    ['Events', eventTypes.length === 0 ? 'all' : eventTypes.join(', ')],
    ['Status', formatWebhookStatus(endpoint)],
    ['Failing since', failingSince === null ? '' : formatTime(failingSince)],
  ]
  for (const [label = '', value = ''] of lines) if (value !== '') print(`  ${label.padEnd(14)}${value}`)
}

/** The secret goes to standard output, so that it can be redirected to a file. */
export function printSigningSecret(endpoint: WebhookEndpointWithSecret, json: boolean): void {
  if (json) return printJson(endpoint)
  note('Signing secret, shown this once:')
  print(endpoint.signingSecret)
}

export function formatWebhookStatus({ status, statusReason, failingSince }: WebhookEndpoint): string {
  if (statusReason === 'gone') return 'disabled: it answered 410 Gone'
  if (statusReason === 'failing') return 'paused: it accepted nothing for three days'
  return status === 'enabled' && failingSince !== null ? 'enabled, failing' : status
}
