/** What curl and fetch write themselves. */
const SKIPPED = new Set(['host', 'content-length', 'connection', 'accept-encoding', 'transfer-encoding'])

/** @param {Readonly<Record<string, string>>} headers */
export const headersToSend = (headers) => Object.entries(headers).filter(([name]) => !SKIPPED.has(name))

/** @param {string} text */
const quote = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`

/**
 * A request as a command for a shell.
 *
 * @param {string} url
 * @param {{ method: string, headers: Readonly<Record<string, string>>, body: string }} request
 */
export function curlOf(url, { method, headers, body }) {
  return [
    `curl -X ${method} ${quote(url)}`,
    ...headersToSend(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === '' ? [] : [`--data-raw ${quote(body)}`]),
  ].join(' \\\n  ')
}
