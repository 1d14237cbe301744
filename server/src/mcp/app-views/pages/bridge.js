/*
 * What every view needs of the protocol between a view and its client: JSON-RPC over `postMessage` (MCP Apps 2026-01-26). Texts from accounts
 * are set as text, never as HTML. A link is opened by the client, which may ask; without that it is shown.
 */

/** @typedef {{ jsonrpc?: string, id?: number, method?: string, params?: any, result?: any, error?: { code?: number, message: string } }} Message */
/** @typedef {{ theme?: string, locale?: string, styles?: { variables?: Record<string, string> } }} HostContext */
/** @typedef {{ structuredContent?: any, content?: { text?: string }[], isError?: boolean }} ToolResult */

const main = document.querySelector('main') ?? document.body

/** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
const waiting = new Map()
let nextId = 1
let canOpen = false

/** @param {Message} message */
const post = (message) => parent.postMessage({ jsonrpc: '2.0', ...message }, '*')

/**
 * @param {string} method
 * @param {object} params
 * @returns {Promise<any>}
 */
const ask = (method, params) =>
  new Promise((resolve, reject) => {
    waiting.set(nextId, { resolve, reject })
    post({ id: nextId++, method, params })
  })

/**
 * @param {string} name of the element
 * @param {string} [text]
 * @param {string} [className]
 */
const make = (name, text, className) => {
  const element = document.createElement(name)
  if (text !== undefined) element.textContent = text
  if (className !== undefined) element.className = className
  return element
}

/**
 * A button that asks the client to open a URL, or the URL as text if the client opens none.
 * @param {string} label
 * @param {string} url
 */
const linkTo = (label, url) => {
  const asText = () => make('p', `${label}: ${url}`, 'url')
  if (!canOpen) return asText()
  const button = document.createElement('button')
  button.textContent = label
  button.type = 'button'
  button.addEventListener('click', () => {
    ask('ui/open-link', { url }).catch(() => button.replaceWith(asText()))
  })
  return button
}

/** @param {HostContext} [context] */
const paint = ({ theme, locale, styles } = {}) => {
  const { documentElement: root } = document
  if (theme) root.style.colorScheme = theme
  if (locale) root.lang = locale
  for (const [name, value] of Object.entries(styles?.variables ?? {}))
    if (value) root.style.setProperty(name, value)
}

/**
 * Begins the conversation with the client.
 * @param {(result: any) => void} show writes the result of the tool into `main`
 */
const startView = async (show) => {
  /** @type {Record<string, (params: any) => object | void>} */
  const handlers = {
    /** @param {ToolResult} result */
    'ui/notifications/tool-result': ({ structuredContent, content, isError }) => {
      main.replaceChildren()
      if (structuredContent && !isError) show(structuredContent)
      else main.append(make('p', (content ?? []).map(({ text }) => text ?? '').join(' ')))
    },
    'ui/notifications/host-context-changed': paint,
    'ui/resource-teardown': () => ({}),
    ping: () => ({}),
  }
  addEventListener('message', ({ source, data }) => {
    if (source === parent && data?.jsonrpc === '2.0') receive(handlers, data)
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
    const params = { width: Math.ceil(width), height: Math.ceil(height) }
    post({ method: 'ui/notifications/size-changed', params })
  }).observe(document.documentElement)
}

/**
 * @param {Record<string, (params: any) => object | void>} handlers
 * @param {Message} message
 */
const receive = (handlers, { id, method, params, result, error }) => {
  if (!method) {
    const asked = id === undefined ? undefined : waiting.get(id)
    if (id !== undefined) waiting.delete(id)
    if (error) asked?.reject(new Error(error.message))
    else asked?.resolve(result)
    return
  }
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined
  const answer = handler?.(params ?? {})
  if (id === undefined) return
  post(handler ? { id, result: answer ?? {} } : { id, error: { code: -32601, message: 'Method not found' } })
}
