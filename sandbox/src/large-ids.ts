import type { FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import type { World } from './world.ts'

/*
 * The fault `large_ids`: integer IDs that exceed the precision of a double. The sandbox stores small IDs: it adds digits in responses,
 * and removes them in requests.
 */

/** The digits of 2^53, put before an ID, so that its last digits exceed the precision of a double. */
const DIGITS = '900719925474099300'

const ID_MEMBER = /("(?:[iI]d(?:[A-Z]\w*)?|\w+_id)":)(\d+)/g
const IDS_MEMBER = /("\w+_ids":\[)([\d,]+)/g

/** The same JSON with larger integer IDs. */
export function enlargeIds(json: string): string {
  return json
    .replace(ID_MEMBER, (_whole, name: string, id: string) => `${name}${DIGITS}${id}`)
    .replace(IDS_MEMBER, (_whole, name: string, ids: string) => name + ids.replace(/\d+/g, `${DIGITS}$&`))
}

/** The sandbox's own IDs, in a URL or a body. One within words, such as the notes of a message, is text and stays. */
function restoreIds(text: string): string {
  return text.replaceAll(new RegExp(`(?<!\\w )${DIGITS}(?=\\d)`, 'g'), '')
}

const hasLargeIds = ({ faults }: World): boolean => faults.has('large_ids')

/** The URL of a request, with the sandbox's own IDs. */
export function urlWithOwnIds(world: World, url: string): string {
  return hasLargeIds(world) ? restoreIds(url) : url
}

/** Bodies of requests are parsed with the sandbox's own IDs. */
export function parseWithOwnIds(server: FastifyInstance, world: World): void {
  server.addHook('preParsing', async (_request, _reply, payload) => {
    if (!hasLargeIds(world)) return payload
    const chunks: Buffer[] = []
    for await (const chunk of payload) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks)
    const restored = Readable.from([Buffer.from(restoreIds(body.toString()))])
    // Fastify compares it with Content-Length.
    return Object.assign(restored, { receivedEncodedLength: body.length })
  })
}
