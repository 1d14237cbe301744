import { CHANNEL, type ChannelMessage, type ConnectResult } from './result.ts'

declare global {
  interface HTMLElementTagNameMap {
    'letterlock-connect': HTMLElement
  }
}

const WINDOW_FEATURES = 'popup,width=520,height=760'

const STYLE = `
:host{display:inline-block;font:inherit}
button{padding:.65em 1.1em;border:1px solid transparent;border-radius:.45em;background:var(--letterlock-button-background,#1f53b8);color:var(--letterlock-button-text,#fff);font:inherit;font-weight:600;cursor:pointer}
button:focus-visible{outline:3px solid currentcolor;outline-offset:2px}
p{margin:.5em 0 0;font-size:.9em}
a{color:inherit}
[hidden]{display:none}
`

/**
 * Defines `<letterlock-connect session-url="…">`: a button that opens the connect page in a new window, or in this one if windows are
 * blocked. `session-url` is the `url` of the connect session that your backend created for the end user. It fires one event, with a
 * {@link ConnectResult} as `detail`: `authorized` (your backend can confirm the connect session now), `denied` (the end user denied
 * access) or `failed`. The page at the return URL must have the origin of this page and call `handleConnectReturn`. Without a new window,
 * that function returns the result, and no event is fired here.
 */
export function defineLetterlockConnect(): void {
  if (customElements.get('letterlock-connect')) return
  customElements.define(
    'letterlock-connect',
    class extends HTMLElement {
      #channel: BroadcastChannel | undefined
      readonly #button = document.createElement('button')
      readonly #status = document.createElement('p')

      constructor() {
        super()
        fillShadow(this.attachShadow({ mode: 'open' }), this.#button, this.#status)
        this.#button.addEventListener('click', () => this.#open())
      }

      disconnectedCallback(): void {
        this.#stopWaiting()
      }

      #open(): void {
        const link = this.getAttribute('session-url') ?? ''
        if (!/^https?:/.test(link))
          return this.#dispatch('failed', {
            connectSessionId: '',
            confirmationToken: '',
            error: 'session_url_missing',
          })
        if (!window.open(link, '_blank', WINDOW_FEATURES)) return location.assign(link)
        this.#wait(link)
      }

      /** The connect page has no opener (`Cross-Origin-Opener-Policy`), so the return page reports over a BroadcastChannel. */
      #wait(link: string): void {
        this.#stopWaiting()
        this.#channel = new BroadcastChannel(CHANNEL)
        this.#channel.addEventListener('message', ({ data }: MessageEvent<ChannelMessage>) => {
          if (data.kind !== 'result' || !this.#isExpected(data.connectSessionId)) return
          const { kind: _kind, ...result } = data
          const { connectSessionId } = result
          this.#channel?.postMessage({ kind: 'received', connectSessionId } satisfies ChannelMessage)
          this.#stopWaiting()
          this.#dispatch(typeOf(result), result)
        })
        const here = document.createElement('a')
        here.href = link
        here.textContent = 'Continue in this window'
        this.#status.replaceChildren('Continue in the new window. ', here)
        this.#status.hidden = false
      }

      /** With `session-id`, results of other connect sessions are ignored, such as those of another tab. */
      #isExpected(connectSessionId: string): boolean {
        const expected = this.getAttribute('session-id')
        return expected === null || expected === connectSessionId
      }

      #stopWaiting(): void {
        this.#channel?.close()
        this.#channel = undefined
        this.#status.hidden = true
      }

      #dispatch(type: ConnectEventType, detail: ConnectResult): void {
        this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
      }
    },
  )
}

type ConnectEventType = 'authorized' | 'denied' | 'failed'

function typeOf({ confirmationToken, error }: ConnectResult): ConnectEventType {
  if (confirmationToken) return 'authorized'
  return error === 'access_denied' ? 'denied' : 'failed'
}

function fillShadow(root: ShadowRoot, button: HTMLButtonElement, status: HTMLElement): void {
  const style = document.createElement('style')
  style.textContent = STYLE
  const label = document.createElement('slot')
  label.textContent = 'Connect an account'
  button.part = 'button'
  button.type = 'button'
  button.append(label)
  status.part = 'status'
  status.role = 'status'
  status.hidden = true
  root.append(style, button, status)
}
