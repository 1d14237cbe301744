import { addBody } from './body.js'
import { curlOf, headersToSend } from './curl.js'
import { add, addIcon, addStatus, find, findInput } from './elements.js'

/**
 * What the journal has of every request.
 *
 * @typedef {{ id: number, at: string, method: string, host: string, path: string, status: number, durationMs?: number, fault?: string,
 *   sandboxStatus?: string }} Line
 */

/**
 * One request whole.
 *
 * @typedef {{ url: string, requestHeaders: Record<string, string>, requestBody: string, responseHeaders: Record<string, string>,
 *   responseBody: string, providerResponse?: { status: number, body: string }, durationMs?: number, fault?: string,
 *   sandboxStatus?: string }} Exchange
 */

/** Faults that answer instead of the provider. */
const ANSWERING = new Set(['timeout', 'connection_reset', 'status', 'answer'])

const isOwnHost = /^(.+\.)?localhost$|^[\d.]+$|^\[/.test(location.hostname)

/**
 * Where a request can be sent again: at the provider's own name if the page is open under one.
 *
 * @param {Line} line
 * @param {Exchange} exchange
 */
const urlOf = ({ host }, { url }) => `${isOwnHost ? `${location.origin}/` : 'https://'}${host}${url}`

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
    return void add(detail, 'p', 'Only the newest requests, 4 MB of them, are kept whole.', 'soft')
  address.append(exchange.url.slice(line.path.length))
  addActions(detail, line, exchange, refresh)
  addNote(detail, exchange)
  addRequest(detail, line, exchange)
  addResponse(detail, exchange)
  if (exchange.providerResponse) addProviderResponse(detail, exchange.providerResponse, exchange)
}

/**
 * @param {Element} detail
 * @param {Line} line
 * @param {Exchange} exchange
 * @param {() => Promise<void>} refresh
 */
function addActions(detail, line, exchange, refresh) {
  const { requestHeaders: headers, requestBody: body } = exchange
  const acts = add(detail, 'div', '', 'acts')
  addButton(acts, 'curl', 'Copy as curl', async () => {
    await navigator.clipboard.writeText(curlOf(urlOf(line, exchange), { method: line.method, headers, body }))
    return 'Copied'
  })
  // Under a provider's own name the browser sends no request to another one.
  if (isOwnHost)
    addButton(acts, 'again', 'Send again', async () => {
      await fetch(urlOf(line, exchange), {
        method: line.method,
        headers: headersToSend(headers),
        redirect: 'manual',
        credentials: 'omit',
        ...(body !== '' && { body }),
      }).catch(() => undefined)
      await refresh()
      return 'Sent'
    })
  addButton(acts, 'fault', 'Make a rule', async () => {
    for (const name of /** @type {const} */ (['method', 'host', 'path']))
      findInput(`#${name}`).value = line[name]
    find('#new-fault').setAttribute('open', '')
    find('#kind').focus()
    return undefined
  })
}

/**
 * @param {Element} parent
 * @param {string} icon
 * @param {string} text
 * @param {() => Promise<string | undefined>} act returns what is shown for two seconds
 */
function addButton(parent, icon, text, act) {
  const button = add(parent, 'button')
  button.type = 'button'
  addIcon(button, icon)
  const label = add(button, 'span', text)
  button.addEventListener('click', async () => {
    const done = await act()
    if (done === undefined) return
    label.textContent = done
    setTimeout(() => (label.textContent = text), 2000)
  })
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
    text.append(' Give it an answer beside the list.')
  } else if (ANSWERING.has(fault)) {
    add(text, 'strong', 'A fault answered, not the provider.')
    text.append(` “${fault}”: the operation has had no effect.`)
  } else {
    add(
      text,
      'strong',
      fault === 'lost_response' ? 'The response was lost.' : 'A fault changed the response.',
    )
    text.append(` “${fault}”: the operation has had its effect.`)
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
  add(heading, 'h2', 'What the provider has answered')
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

/**
 * A title, and one of several views below it.
 *
 * @param {Element} detail
 * @param {string} title
 * @param {string} facts
 * @param {readonly (readonly [name: string, show: (block: Element) => void])[]} views
 */
function addPart(detail, title, facts, views) {
  const heading = add(detail, 'div', '', 'part')
  add(heading, 'h2', title)
  add(heading, 'span', facts, 'soft')
  const choice = add(heading, 'div', '', 'choice')
  choice.role = 'group'
  choice.ariaLabel = `View of the ${title.toLowerCase()}`
  const block = add(detail, 'pre')
  block.tabIndex = 0
  const buttons = views.map(([name, show]) => {
    const [word = '', count] = name.split(' ')
    const button = add(choice, 'button', word)
    button.type = 'button'
    if (count !== undefined) add(button, 'span', count, 'count')
    button.addEventListener('click', () => {
      for (const other of buttons) other.ariaPressed = String(other === button)
      block.replaceChildren()
      show(block)
    })
    return button
  })
  buttons[0]?.click()
}
