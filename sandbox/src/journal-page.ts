import { html, type Html } from './html.ts'

/** Where the script shows the requests and the chosen one. */
export function journal(isEmpty: boolean): Html {
  return html`<section class="requests" aria-label="Requests">
      <input id="search" type="search" placeholder="Host, path, status" aria-label="Search requests" />
      <ol id="requests"></ol>
    </section>
    <section id="detail" aria-live="polite">
      <p class="soft" id="hint">
        ${
          isEmpty
            ? 'No requests yet. Requests to the simulated providers appear here by themselves.'
            : 'Choose a request to see it whole.'
        }
      </p>
    </section>`
}

export const JOURNAL_STYLE = `
main{width:auto;max-width:none;margin:0;padding:0;border:0;border-radius:0}
.top{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;padding:.6rem 1rem;border-bottom:1px solid var(--line)}
.top h1{margin:0}.done{margin:0;padding:.6rem 1rem;border-bottom:1px solid var(--line);background:var(--ground);font-weight:600}.clock{margin-left:auto;display:flex;flex-wrap:wrap;gap:.4rem;align-items:center}.clock button{margin:0;padding:.3rem .6rem}
.columns{display:grid;grid-template-columns:21rem minmax(0,1fr) 20rem;min-height:85vh}
.columns>*{padding:1rem;overflow:auto}.requests{border-right:1px solid var(--line);padding:0}.requests input{margin:.6rem;width:calc(100% - 1.2rem)}
aside{border-left:1px solid var(--line);background:var(--ground)}aside h2:first-child{margin-top:0}aside ul{padding-left:1.1rem;margin:0}
#requests{list-style:none;margin:0;padding:0;max-height:80vh;overflow:auto}
#requests button{all:unset;box-sizing:border-box;display:grid;grid-template-columns:4rem 1fr auto;gap:.1rem .4rem;width:100%;padding:.5rem .8rem;border-bottom:1px solid var(--line);cursor:pointer;font-size:.85rem}
#requests button:focus-visible{outline:3px solid var(--accent);outline-offset:-3px}#requests button[aria-current]{box-shadow:inset 3px 0 0 var(--accent);background:var(--ground)}
#requests .path{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-family:ui-monospace,monospace}#requests .soft{font-size:.75rem}
.good{color:#0b6e63}.warn{color:#7a5200}.bad{color:#b3261e}
@media(prefers-color-scheme:dark){.good{color:#5fc9bb}.warn{color:#e8b23c}.bad{color:#ff8a75}}
#detail pre{background:var(--ground);border:1px solid var(--line);border-radius:.4rem;padding:.7rem;overflow:auto;max-height:24rem;font-size:.82rem}
#detail h2{font-size:.95rem}#detail h2:first-child{margin-top:0}#detail>button{margin:0 0 .5rem;padding:.35rem .8rem}aside td strong{white-space:nowrap}aside ul.rules{list-style:none;padding:0}.rules li{padding:.5rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}.rules form{display:inline}.rules button{margin:.25rem 0 0;padding:.25rem .7rem}.rules .soft{display:block}aside summary{cursor:pointer;padding:.35rem 0}button{color:#fff}button.quiet{color:var(--ink)}
@media(max-width:1080px){.columns{grid-template-columns:minmax(0,1fr)}.columns>*{border:0;border-top:1px solid var(--line)}#requests{max-height:22rem}}
`

/** Follows the requests and shows one whole. Texts are set as text: requests come from programs under test. */
export const JOURNAL_SCRIPT = `
const list = document.querySelector('#requests'), detail = document.querySelector('#detail'), search = document.querySelector('#search')
const add = (parent, name, text, className) => { const element = document.createElement(name); element.textContent = text; if (className) element.className = className; parent.append(element); return element }
const tone = (status) => (status >= 500 || status === 0 ? 'bad' : status >= 400 ? 'warn' : 'good')
let requests = [], chosen
async function refresh() {
  const response = await fetch('/_sandbox/requests').catch(() => undefined)
  if (response?.ok) { const next = await response.json(); if (next.length !== requests.length || next.at(-1)?.id !== requests.at(-1)?.id || next.at(-1)?.status !== requests.at(-1)?.status) { requests = next; draw() } }
  setTimeout(refresh, 1000)
}
function draw() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean)
  const shown = requests.filter((one) => words.every((word) => (one.method + ' ' + one.host + one.path + ' ' + one.status).toLowerCase().includes(word))).slice(-200).reverse()
  list.replaceChildren()
  const hint = document.querySelector('#hint')
  if (hint && requests.length > 0) hint.textContent = 'Choose a request to see it whole.'
  for (const one of shown) {
    const button = add(add(list, 'li', ''), 'button', '')
    button.type = 'button'
    if (one.id === chosen) button.setAttribute('aria-current', 'true')
    add(button, 'strong', one.method); add(button, 'span', one.path, 'path'); add(button, 'span', one.status || 'no response', tone(one.status))
    add(button, 'span', one.at.slice(11, 19), 'soft'); add(button, 'span', one.host, 'soft')
    button.addEventListener('click', () => { chosen = one.id; draw(); show(one) })
  }
}
const pretty = (text) => { try { return JSON.stringify(JSON.parse(text), null, 2) } catch { return text } }
const quote = (text) => "'" + text.replaceAll("'", "'\\\\''") + "'"
function curl(one, whole) {
  const skipped = new Set(['host', 'content-length', 'connection', 'accept-encoding'])
  const headers = Object.entries(whole.requestHeaders).filter(([name]) => !skipped.has(name)).map(([name, value]) => '-H ' + quote(name + ': ' + value))
  return ['curl -X ' + one.method + ' ' + quote(location.origin + '/' + one.host + whole.url), ...headers, ...(whole.requestBody ? ['--data-raw ' + quote(whole.requestBody)] : [])].join(' \\\\\\n  ')
}
async function show(one) {
  const response = await fetch('/_sandbox/requests/' + one.id)
  detail.replaceChildren()
  add(detail, 'h2', one.method + ' https://' + one.host + one.path)
  if (!response.ok) return add(detail, 'p', 'Only the newest 500 requests are kept whole.', 'soft')
  const whole = await response.json()
  add(detail, 'p', (one.status || 'No response') + ' · ' + whole.durationMs + ' ms', tone(one.status))
  if (whole.fault) add(detail, 'p', 'The fault “' + whole.fault + '” affected the response.', 'note')
  if (whole.sandboxStatus === 'not_implemented') add(detail, 'p', 'The provider has this operation; the sandbox does not simulate it.', 'note')
  const copy = add(detail, 'button', 'Copy as curl', 'quiet'); copy.type = 'button'
  copy.addEventListener('click', async () => { await navigator.clipboard.writeText(curl(one, whole)); copy.textContent = 'Copied'; setTimeout(() => (copy.textContent = 'Copy as curl'), 2000) })
  const part = (title, headers, body) => { add(detail, 'h2', title); if (body) add(detail, 'pre', pretty(body)); const more = add(detail, 'details', ''); add(more, 'summary', Object.keys(headers).length + ' headers'); add(more, 'pre', Object.entries(headers).map(([name, value]) => name + ': ' + value).join('\\n')) }
  part('Request ' + whole.url, whole.requestHeaders, whole.requestBody)
  part('Response', whole.responseHeaders, whole.responseBody)
}
search.addEventListener('input', draw)
refresh()
`
