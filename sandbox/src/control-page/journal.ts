import { html, type Html } from '../html.ts'
import type { SimulatedWorld } from '../simulated-world.ts'
import { icon } from './icons.ts'

/** Where the page's program shows the requests and the chosen one. */
export function journal(world: SimulatedWorld): Html {
  const isEmpty = world.requests.size === 0
  const [first] = world.providers.flatMap(({ firstCall }) => firstCall?.(world) ?? [])
  return html`<section class="requests" aria-label="Requests">
      <div class="find">
        <span class="search"
          >${icon('search')}<input
            id="search"
            type="search"
            placeholder="Host, path, user, body"
            aria-label="Search requests"
        /></span>
        <button type="button" id="pause" class="bare" aria-label="Pause" aria-pressed="false" title="Pause">
          ${icon('pause')}${icon('resume')}
        </button>
        <button type="button" id="clear" class="bare" aria-label="Clear" title="Clear">
          ${icon('clear')}
        </button>
      </div>
      <p class="soft" id="count" role="status"></p>
      <ol id="requests"></ol>
    </section>
    <section id="detail" aria-label="Request" aria-live="polite">
      <div class="empty">
        <p id="hint">
          ${
            isEmpty
              ? 'No requests yet. Requests to the simulated providers appear here automatically.'
              : 'Choose a request to see all of it.'
          }
        </p>
        ${
          isEmpty &&
          first &&
          html`<div id="first">
            <p class="soft">A provider’s host is the first part of the path. Try it:</p>
            <pre>
curl -H 'Authorization: ${first.authorization}' <span id="origin">http://127.0.0.1:4401</span>/${first.url}</pre>
          </div>`
        }
      </div>
    </section>`
}
