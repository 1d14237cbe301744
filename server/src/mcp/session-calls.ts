import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  type RequestId,
  type WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../kernel/time.ts'
import { membersOf } from './members-of.ts'

/** The requests of a session that are under way. */
export interface SessionCalls {
  /** Resolves when none is worked on. One whose client has been asked something does not count: no answer comes any more. */
  ended(): Promise<void>
}

/** Longer than a call to a provider may take. */
const MAX_WAIT_MS = 60 * SECOND
const LOOK_EVERY_MS = 20

type Transport = Pick<WebStandardStreamableHTTPServerTransport, 'send' | 'onmessage'>

/** Watches what passes. Call it before the transport is connected: the SDK keeps the listener that it finds. */
export function watchCalls(transport: Transport): SessionCalls {
  const fromClient = new Set<RequestId>()
  const toClient = new Set<RequestId>()
  const send = transport.send.bind(transport)
  Object.assign(transport, {
    onmessage: (message: JSONRPCMessage) => note(message, { asked: fromClient, answered: toClient }),
    send: async (...[message, options]: Parameters<Transport['send']>) => {
      // What is answered is sent before it counts as answered.
      await send(message, options)
      note(message, { asked: toClient, answered: fromClient })
    },
  })
  return {
    async ended() {
      const until = performance.now() + MAX_WAIT_MS
      while (fromClient.size > 0 && toClient.size === 0 && performance.now() < until)
        await sleep(LOOK_EVERY_MS)
    },
  }
}

/** The protocol spells it with two. */
const CANCELS = /^notifications\/cancell?ed$/

const isRequestId = (value: unknown): value is RequestId =>
  typeof value === 'string' || typeof value === 'number'

function note(
  message: JSONRPCMessage,
  { asked, answered }: { readonly asked: Set<RequestId>; readonly answered: Set<RequestId> },
): void {
  if (isJSONRPCRequest(message)) asked.add(message.id)
  else if ('method' in message) {
    const { requestId } = membersOf(message.params)
    // No response follows.
    if (CANCELS.test(message.method) && isRequestId(requestId)) asked.delete(requestId)
  } else if (message.id !== undefined) answered.delete(message.id)
}
