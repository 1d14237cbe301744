import { curlOf, headersToSend } from './curl.js'
import { add, addIcon, find, findInput } from './elements.js'

/** @typedef {import('../../recorded-exchange.ts').SandboxRequest} Line */
/** @typedef {import('../../recorded-exchange.ts').Exchange} Exchange */

const isOwnHost = /^(.+\.)?localhost$|^[\d.]+$|^\[/.test(location.hostname)

/**
 * Where a request can be sent again: at the provider's own name if the page is open under one.
 *
 * @param {Line} line
 * @param {Exchange} exchange
 */
const urlOf = ({ host }, { url }) => `${isOwnHost ? `${location.origin}/` : 'https://'}${host}${url}`

/**
 * What can be done with a request: copied, sent again, made a fault.
 *
 * @param {Element} detail
 * @param {Line} line
 * @param {Exchange} exchange
 * @param {() => Promise<void>} refresh
 */
export function addActions(detail, line, exchange, refresh) {
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
  addButton(acts, 'fault', 'Add a fault', async () => {
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
