import { once } from 'node:events'
import { connect } from 'node:net'

/** Sends a request byte by byte and returns the response. */
export async function sendRaw(url: string, lines: readonly string[], body = ''): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.setTimeout(5000, () => socket.destroy())
  socket.write(`${[...lines, 'Host: x', 'Connection: close'].join('\r\n')}\r\n\r\n${body}`)
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
  socket.on('error', () => socket.destroy())
  await once(socket, 'close')
  return text
}
