/**
 * What every view needs of the protocol between a view and its client: JSON-RPC over `postMessage`. `show(result)` is the view's own function.
 * Texts from accounts are set as text, never as HTML. A link is opened by the client, which may ask; without that it is shown.
 */
export const BRIDGE = `
const host = parent, waiting = new Map()
let next = 1, canOpen = false
const post = (message) => host.postMessage({ jsonrpc: '2.0', ...message }, '*')
const ask = (method, params) => new Promise((resolve, reject) => {
  waiting.set(next, { resolve, reject })
  post({ id: next++, method, params })
})
const make = (name, text, className) => {
  const element = document.createElement(name)
  if (text !== undefined) element.textContent = text
  if (className) element.className = className
  return element
}
const opener = (label, url) => {
  if (!canOpen) return make('p', label + ': ' + url, 'url')
  const button = make('button', label)
  button.type = 'button'
  button.onclick = () => ask('ui/open-link', { url }).catch(() => button.replaceWith(make('p', label + ': ' + url, 'url')))
  return button
}
const paint = ({ theme, locale, styles } = {}) => {
  const { documentElement: root } = document
  if (theme) root.style.colorScheme = theme
  if (locale) root.lang = locale
  for (const [name, value] of Object.entries(styles?.variables ?? {})) if (value) root.style.setProperty(name, value)
}
const main = document.querySelector('main')
const receive = ({ structuredContent, content, isError }) => {
  main.replaceChildren()
  if (structuredContent && !isError) show(structuredContent)
  else main.append(make('p', (content ?? []).map(({ text }) => text ?? '').join(' ')))
}
const handlers = {
  'ui/notifications/tool-result': receive,
  'ui/notifications/host-context-changed': paint,
  'ui/resource-teardown': () => ({}),
  ping: () => ({}),
}
addEventListener('message', ({ source, data }) => {
  if (source !== host || data?.jsonrpc !== '2.0') return
  if (!data.method) {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.error) asked?.reject(new Error(data.error.message))
    else asked?.resolve(data.result)
    return
  }
  const handler = Object.hasOwn(handlers, data.method) ? handlers[data.method] : undefined
  const result = handler?.(data.params ?? {})
  if (data.id === undefined) return
  post(handler ? { id: data.id, result: result ?? {} } : { id: data.id, error: { code: -32601, message: 'Method not found' } })
})
const started = await ask('ui/initialize', {
  protocolVersion: '2026-01-26',
  appInfo: { name: 'letterlock', version: '1' },
  appCapabilities: { availableDisplayModes: ['inline'] },
})
canOpen = started.hostCapabilities?.openLinks !== undefined
paint(started.hostContext)
post({ method: 'ui/notifications/initialized' })
new ResizeObserver(() => {
  const { width, height } = document.documentElement.getBoundingClientRect()
  post({ method: 'ui/notifications/size-changed', params: { width: Math.ceil(width), height: Math.ceil(height) } })
}).observe(document.documentElement)
`
