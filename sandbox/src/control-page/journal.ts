import { html, type Html } from '../html.ts'

/** Where the script shows the requests and the chosen one. */
export function journal(isEmpty: boolean): Html {
  return html`<section class="requests" aria-label="Requests">
      <div class="find">
        <input
          id="search"
          type="search"
          placeholder="Host, path, status, body"
          aria-label="Search requests"
        />
        <button type="button" id="pause">Pause</button>
        <button type="button" id="clear">Clear</button>
      </div>
      <p class="soft" id="count"></p>
      <ol id="requests"></ol>
    </section>
    <section id="detail" aria-label="Request" aria-live="polite">
      <div class="empty">
        <p id="hint">
          ${
            isEmpty
              ? 'No requests yet. Requests to the simulated providers appear here by themselves.'
              : 'Choose a request to see it whole.'
          }
        </p>
        ${
          isEmpty &&
          html`<div id="first">
            <p class="soft">A provider’s host is the first part of the path. Try it:</p>
            <pre>curl "$SANDBOX/login.mailchimp.com/oauth2/metadata"</pre>
            <p class="soft">SANDBOX is the URL of this sandbox, such as http://127.0.0.1:4401.</p>
          </div>`
        }
      </div>
    </section>`
}
