import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LetterlockEvent } from '@letterlock/sdk/wire.ts'

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly event: LetterlockEvent
}

/** A webhook receiver on loopback. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string
  /** In the order of arrival, whatever the response. */
  readonly received: readonly ReceivedWebhook[]
  /** The status of responses from now on; 204 by default. */
  respond(answer: (webhook: ReceivedWebhook, response: ServerResponse) => void): void
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = []
  let answer: Parameters<WebhookReceiver['respond']>[0] = (_webhook, response) =>
    response.writeHead(204).end()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const webhook = { headers: request.headers, body, event: JSON.parse(body) as LetterlockEvent }
      received.push(webhook)
      answer(webhook, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    respond: (next) => void (answer = next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
