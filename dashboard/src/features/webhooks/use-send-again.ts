import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { WebhookDelivery } from '@letterlock/sdk'
import { server } from '../../api.ts'

/** Queues the event of a delivery again, once. */
export function useSendAgain({ id, webhookEndpointId }: WebhookDelivery) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => server.redeliverWebhook(webhookEndpointId, id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
}
