import { html, type Html } from '../html.ts'
import type { World } from '../world.ts'

/** Operations that were requested and are not simulated, each with a form that gives it an answer. */
export function notSimulatedSection(world: World, most = Number.POSITIVE_INFINITY): Html {
  const requested = world.requests.notImplemented.list()
  return html`<section>
    <h2>Requested, not simulated</h2>
    ${requested.length === 0 && html`<p class="soft">Nothing.</p>`}
    <ul>
      ${requested.slice(0, most).map(
        ({ method, host, path, count }) =>
          html`<li>
            <details class="request">
              <summary>
                <span class="method">${method}</span> <code class="cut" title="${path}">${path}</code>
                <span class="soft">${count}×</span>
                <span class="button small" aria-hidden="true">Answer</span>
              </summary>
              <form method="post">
                <input type="hidden" name="action" value="answer" />
                <input type="hidden" name="method" value="${method}" />
                <input type="hidden" name="host" value="${host}" />
                <input type="hidden" name="path" value="${path}" />
                <label>Status <input name="status" value="200" inputmode="numeric" /></label>
                <label>JSON <textarea name="body" rows="4">{}</textarea></label>
                <button class="main">Answer</button>
              </form>
            </details>
          </li>`,
      )}
    </ul>
    ${
      requested.length > most &&
      html`<p class="soft">
        <a href="/_sandbox/?tab=not-simulated">And ${requested.length - most} more</a>
      </p>`
    }
  </section>`
}
