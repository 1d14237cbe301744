/** Follows the requests and shows one whole. Texts are set as text: requests come from programs under test. */
export const JOURNAL_SCRIPT = `
const list = document.querySelector('#requests'), detail = document.querySelector('#detail'), search = document.querySelector('#search')
const count = document.querySelector('#count'), pause = document.querySelector('#pause')
const add = (parent, name, text, className) => { const element = document.createElement(name); element.textContent = text; if (className) element.className = className; parent.append(element); return element }
const tone = (status) => (status >= 500 && status !== 501 || status === 0 ? 'bad' : status >= 400 ? 'warn' : 'good')
const sign = { good: '✓', warn: '!', bad: '✕' }
const said = (status) => sign[tone(status)] + ' ' + (status || 'no response')
const isOwnHost = /^(.+\\.)?localhost$|^[\\d.]+$|^\\[/.test(location.hostname)
const urlOf = (one, whole) => (isOwnHost ? location.origin + '/' : 'https://') + one.host + whole.url
let requests = [], drawn = '', chosen, paused = false, waiting
async function refresh() {
  clearTimeout(waiting)
  if (!paused) {
    const words = search.value
    const response = await fetch('/_sandbox/requests?' + new URLSearchParams({ limit: '200', search: words })).catch(() => undefined)
    const text = response?.ok ? await response.text() : drawn
    if (text !== drawn && words === search.value) {
      drawn = text
      requests = JSON.parse(text)
      draw(Number(response.headers.get('sandbox-requests')))
    }
  }
  clearTimeout(waiting)
  waiting = setTimeout(refresh, 1000)
}
function draw(total) {
  count.textContent = total > requests.length ? 'The newest ' + requests.length + ' of ' + total.toLocaleString('en') + ' requests. Search finds the others.' : search.value && requests.length === 0 ? 'No request has this.' : ''
  const hint = document.querySelector('#hint')
  if (hint && requests.length > 0) { hint.textContent = 'Choose a request to see it whole.'; document.querySelector('#first')?.remove() }
  const focused = document.activeElement?.closest('#requests button')?.dataset.id
  list.replaceChildren()
  for (const one of requests.toReversed()) {
    const button = add(add(list, 'li', ''), 'button', '')
    button.type = 'button'; button.dataset.id = one.id
    if (one.id === chosen) button.setAttribute('aria-current', 'true')
    add(button, 'span', one.method, 'method'); add(button, 'code', one.path, 'cut').title = one.path; add(button, 'span', said(one.status), 'status right ' + tone(one.status))
    add(button, 'span', one.at.slice(11, 19), 'soft'); add(button, 'span', one.host, 'soft cut')
    const note = one.fault ? 'fault' : one.sandboxStatus === 'not_implemented' ? 'not simulated' : ''
    add(button, 'span', note || (one.durationMs === undefined ? '' : one.durationMs + ' ms'), note ? 'tag' : 'soft right')
    button.addEventListener('click', () => { chosen = one.id; for (const other of list.querySelectorAll('button')) other.toggleAttribute('aria-current', other === button); button.setAttribute('aria-current', 'true'); show(one) })
    if (button.dataset.id === focused) button.focus({ preventScroll: true })
  }
}
const pretty = (text) => { try { return JSON.stringify(JSON.parse(text), null, 2) } catch { return text } }
const form = (text) => [...new URLSearchParams(text)].map(([name, value]) => name + '=' + value).join('\\n')
const quote = (text) => "'" + text.replaceAll("'", "'\\\\''") + "'"
const SKIPPED = new Set(['host', 'content-length', 'connection', 'accept-encoding', 'transfer-encoding'])
const headersOf = (whole) => Object.entries(whole.requestHeaders).filter(([name]) => !SKIPPED.has(name))
function curl(one, whole) {
  const headers = headersOf(whole).map(([name, value]) => '-H ' + quote(name + ': ' + value))
  return ['curl -X ' + one.method + ' ' + quote(urlOf(one, whole)), ...headers, ...(whole.requestBody ? ['--data-raw ' + quote(whole.requestBody)] : [])].join(' \\\\\\n  ')
}
function act(parent, text, run) {
  const button = add(parent, 'button', text); button.type = 'button'
  button.addEventListener('click', async () => { const done = await run(); if (done) { button.textContent = done; setTimeout(() => (button.textContent = text), 2000) } })
}
async function show(one) {
  const response = await fetch('/_sandbox/requests/' + one.id)
  if (chosen !== one.id) return
  detail.replaceChildren()
  const line = add(detail, 'div', '', 'line')
  add(line, 'span', said(one.status), 'status ' + tone(one.status)); add(line, 'span', one.method, 'method')
  const address = add(line, 'code', 'https://' + one.host); add(address, 'strong', one.path)
  if (!response.ok) return add(detail, 'p', 'Only the newest requests, 4 MB of them, are kept whole.', 'soft')
  const whole = await response.json()
  const acts = add(detail, 'div', '', 'acts')
  act(acts, 'Copy as curl', async () => { await navigator.clipboard.writeText(curl(one, whole)); return 'Copied' })
  if (isOwnHost) act(acts, 'Send again', async () => {
    await fetch(urlOf(one, whole), { method: one.method, headers: headersOf(whole), redirect: 'manual', credentials: 'omit', ...(whole.requestBody && { body: whole.requestBody }) }).catch(() => undefined)
    await refresh()
    return 'Sent'
  })
  act(acts, 'Make a rule', async () => {
    for (const name of ['method', 'host', 'path']) document.getElementById(name).value = one[name]
    document.querySelector('#new-fault').open = true
    document.querySelector('#kind').focus()
  })
  if (whole.fault) add(detail, 'p', 'The fault “' + whole.fault + '” affected the response.', 'note')
  if (whole.sandboxStatus === 'not_implemented') add(detail, 'p', 'The provider has this operation; the sandbox does not simulate it.', 'note')
  const part = (title, facts, headers, body) => {
    const heading = add(detail, 'div', '', 'part'); add(heading, 'h2', title); add(heading, 'span', facts.filter(Boolean).join(', '), 'soft')
    const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
    if (body) add(detail, 'pre', isForm ? form(body) : pretty(body)).tabIndex = 0
    const more = add(detail, 'details', ''); add(more, 'summary', Object.keys(headers).length + ' headers'); add(more, 'pre', Object.entries(headers).map(([name, value]) => name + ': ' + value).join('\\n'))
  }
  part('Request', [whole.requestHeaders['content-type'], whole.url === one.path ? '' : whole.url.slice(one.path.length)], whole.requestHeaders, whole.requestBody)
  part('Response', [whole.durationMs + ' ms', whole.responseHeaders['content-type']], whole.responseHeaders, whole.responseBody)
}
search.addEventListener('input', refresh)
pause.addEventListener('click', () => { paused = !paused; pause.textContent = paused ? 'Resume' : 'Pause'; if (!paused) refresh() })
document.querySelector('#clear').addEventListener('click', async () => { await fetch('/_sandbox/requests', { method: 'DELETE' }); paused = false; pause.textContent = 'Pause'; refresh() })
refresh()
`
