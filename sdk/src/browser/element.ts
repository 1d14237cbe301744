import { CHANNEL, type ChannelMessage, type ConnectResult } from './outcome.ts'

declare global {
  interface HTMLElementTagNameMap {
    'letterlock-connect': HTMLElement
  }
}

const WINDOW_FEATURES = 'popup,width=520,height=760'

const STYLE = `
:host{display:inline-block;font:inherit}
button{padding:.65em 1.1em;border:1px solid transparent;border-radius:.45em;background:var(--letterlock-accent,#3346a8);color:var(--letterlock-accent-ink,#fff);font:inherit;font-weight:600;cursor:pointer}
button:focus-visible{outline:3px solid currentcolor;outline-offset:2px}
p{margin:.5em 0 0;font-size:.9em}
a{color:inherit}
[hidden]{display:none}
`

/**
 * Defines `<letterlock-connect session="…">`: a button that opens the hosted page in a window of its own, or, where such windows
 * are blocked, in this one. `session` is the link that your backend was given for the person.
 *
 * It tells the page around it, with the {@link ConnectOutcome} as `detail`: `connected` (now let your backend confirm with the
 * ticket), `denied`, `failed`. The return address must be of this page's origin and call `finishConnect`; without a window of
 * its own the outcome is there, and not here.
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
        const root = this.attachShadow({ mode: 'open' })
        const style = document.createElement('style')
        style.textContent = STYLE
        const label = document.createElement('slot')
        label.textContent = 'Connect an account'
        this.#button.part = 'button'
        this.#button.type = 'button'
        this.#button.append(label)
        this.#button.addEventListener('click', () => this.#open())
        this.#status.part = 'status'
        this.#status.role = 'status'
        this.#status.hidden = true
        root.append(style, this.#button, this.#status)
      }

      disconnectedCallback(): void {
        this.#stopWaiting()
      }

      #open(): void {
        const link = this.getAttribute('session') ?? ''
        if (!/^https?:/.test(link))
          return this.#tell('failed', { session: '', confirmationToken: '', error: 'session_missing' })
        if (!window.open(link, '_blank', WINDOW_FEATURES)) return location.assign(link)
        this.#wait(link)
      }

      /** The window cannot be asked: the hosted page has cut the tie to whoever opened it. Its return page calls. */
      #wait(link: string): void {
        this.#stopWaiting()
        this.#channel = new BroadcastChannel(CHANNEL)
        this.#channel.addEventListener('message', ({ data }: MessageEvent<ChannelMessage>) => {
          if (data.kind !== 'outcome' || !this.#isOurs(data.session)) return
          const { kind: _kind, ...outcome } = data
          this.#channel?.postMessage({ kind: 'received', session: data.session } satisfies ChannelMessage)
          this.#stopWaiting()
          this.#tell(
            outcome.confirmationToken ? 'connected' : outcome.error === 'access_denied' ? 'denied' : 'failed',
            outcome,
          )
        })
        const here = document.createElement('a')
        here.href = link
        here.textContent = 'Or go on in this one.'
        this.#status.replaceChildren('Go on in the window that has opened. ', here)
        this.#status.hidden = false
      }

      /** With `session-id`, what comes of other sessions is passed over: of another tab, for one. */
      #isOurs(session: string): boolean {
        const expected = this.getAttribute('session-id')
        return expected === null || expected === session
      }

      #stopWaiting(): void {
        this.#channel?.close()
        this.#channel = undefined
        this.#status.hidden = true
      }

      #tell(type: 'connected' | 'denied' | 'failed', detail: ConnectResult): void {
        this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
      }
    },
  )
}
