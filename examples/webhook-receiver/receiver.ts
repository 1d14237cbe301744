import { verifyWebhook, WebhookVerificationError, type LetterlockEvent } from '@letterlock/sdk/webhooks'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { text } from 'node:stream/consumers'

/** Receives webhooks: verifies each, and passes each event on once. */
export function createReceiver(signingSecret: string, handle: (event: LetterlockEvent) => void): Server {
  // Keep the IDs where your events are kept; a process that restarts forgets these.
  const seen = new Set<string>()

  const receive = async (request: IncomingMessage): Promise<number> => {
    try {
      const body = await text(request)
      const event = await verifyWebhook({ body, headers: request.headers, secret: signingSecret })
      if (!seen.has(event.id)) handle(event)
      seen.add(event.id)
      return 204
    } catch (error) {
      return error instanceof WebhookVerificationError ? 400 : 500
    }
  }
  return createServer((request, response) => {
    void receive(request).then((status) => response.writeHead(status).end())
  })
}

if (import.meta.main) {
  const { WEBHOOK_SECRET: secret = '', PORT: port = '3001' } = process.env
  createReceiver(secret, ({ type, connection }) => console.log(type, connection?.accountName ?? '')).listen(
    Number(port),
    '127.0.0.1',
    () => console.log(`Webhooks are received at http://localhost:${port}/webhooks`),
  )
}
