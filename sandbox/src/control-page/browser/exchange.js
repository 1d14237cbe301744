import { addActions } from './actions.js'
import { addBody } from './body.js'
import { addCredentials } from './credentials.js'
import { add, addIcon, addStatus, find } from './elements.js'
import { addPart } from './part.js'

/** @typedef {import('../../recorded-exchange.ts').SandboxRequest} Line What the journal has of every request. */
/** @typedef {import('../../recorded-exchange.ts').Exchange} Exchange One request whole. */

/** Faults that answer instead of the provider. */
const ANSWERING = new Set(['timeout', 'connection_reset', 'status', 'answer'])

/**
 * Shows one request whole.
 *
 * @param {Line} line
 * @param {{ isChosen: () => boolean, refresh: () => Promise<void> }} journal
 */
export async function showExchange(line, { isChosen, refresh }) {
  const response = await fetch(`/_sandbox/requests/${line.id}`)
  /** @type {Exchange | undefined} */
  const exchange = response.ok ? await response.json() : undefined
  if (!isChosen()) return
  const detail = find('#detail')
  detail.replaceChildren()
  const heading = add(detail, 'div', '', 'line')
  addStatus(heading, line.status, 'pill')
  add(heading, 'span', line.method, 'method')
  const address = add(heading, 'code', `https://${line.host}`)
  add(address, 'strong', line.path)
  if (!exchange)
    return void add(detail, 'p', 'Only the newest 4 MB of requests are kept with headers and bodies.', 'soft')
  address.append(exchange.url.slice(line.path.length))
  addActions(detail, line, exchange, refresh)
  addCredentials(detail, exchange.credentials)
  addNote(detail, exchange)
  addRequest(detail, line, exchange)
  addResponse(detail, exchange)
  if (exchange.providerResponse) addProviderResponse(detail, exchange.providerResponse, exchange)
}

/**
 * @param {Element} detail
 * @param {Exchange} exchange
 */
function addNote(detail, { fault, sandboxStatus }) {
  if (fault === undefined && sandboxStatus !== 'not_implemented') return
  const note = add(detail, 'p', '', 'note')
  addIcon(note, fault === undefined ? 'warn' : 'fault')
  const text = add(note, 'span')
  if (fault === undefined) {
    add(text, 'strong', 'The provider has this operation; the sandbox does not simulate it.')
    text.append(' Give it an answer below “Requested, not simulated”.')
  } else if (ANSWERING.has(fault)) {
    add(text, 'strong', 'A fault answered, not the provider.')
    text.append(` “${fault}”: the operation had no effect.`)
  } else {
    add(
      text,
      'strong',
      fault === 'lost_response' ? 'The response was lost.' : 'A fault changed the response.',
    )
    text.append(` “${fault}”: the operation itself took effect.`)
  }
}

/**
 * @param {Element} detail
 * @param {Line} line
 * @param {Exchange} exchange
 */
function addRequest(detail, line, { url, requestHeaders: headers, requestBody: body }) {
  const type = headers['content-type'] ?? ''
  addPart(detail, 'Request', '', [
    ['Body', (block) => addTyped(block, body, [type], type)],
    [`Headers ${Object.keys(headers).length}`, (block) => addHeaders(block, headers)],
    [
      'Raw',
      (block) => {
        add(block, 'span', `${line.method} ${url} HTTP/1.1\n`)
        addHeaders(block, headers)
        add(block, 'span', body === '' ? '' : `\n\n${body}`)
      },
    ],
  ])
}

/**
 * @param {Element} detail
 * @param {Exchange} exchange
 */
function addResponse(detail, { responseHeaders: headers, responseBody: body, durationMs }) {
  const type = headers['content-type'] ?? ''
  const wait = headers['retry-after']
  const location = headers['location']
  const facts = [
    durationMs === undefined ? '' : `${durationMs} ms`,
    headers['content-length'] === undefined ? '' : sizeOf(Number(headers['content-length'])),
  ]
  const remarks = [
    type,
    wait === undefined ? '' : `Retry-After: ${wait}`,
    location === undefined ? '' : `Location: ${location}`,
  ]
  addPart(detail, 'Response', facts.filter(Boolean).join(', '), [
    ['Body', (block) => addTyped(block, body, remarks, type)],
    [`Headers ${Object.keys(headers).length}`, (block) => addHeaders(block, headers)],
  ])
}

/** @param {number} bytes */
const sizeOf = (bytes) => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`)

/**
 * @param {Element} detail
 * @param {{ status: number, body: string }} provider
 * @param {Exchange} exchange
 */
function addProviderResponse(detail, { status, body }, { responseHeaders }) {
  const heading = add(detail, 'div', '', 'part provider')
  add(heading, 'h2', 'The provider’s own response')
  addStatus(heading, status)
  const block = add(detail, 'pre')
  block.tabIndex = 0
  addBody(block, body, responseHeaders['content-type'] ?? '')
}

/**
 * A body below what its headers say of it.
 *
 * @param {Element} block
 * @param {string} body
 * @param {readonly string[]} remarks
 * @param {string} type
 */
function addTyped(block, body, remarks, type) {
  const remark = remarks.filter(Boolean).join(' · ')
  if (remark !== '') add(block, 'span', `${remark}\n\n`, 'comment')
  addBody(block, body, type)
}

/**
 * @param {Element} block
 * @param {Readonly<Record<string, string>>} headers
 */
function addHeaders(block, headers) {
  for (const [index, [name, value]] of Object.entries(headers).entries()) {
    add(block, 'span', `${index === 0 ? '' : '\n'}${name}: `, 'name')
    add(block, 'span', value)
  }
}
