import { html, type Html } from '../html.ts'
import type { NotImplemented } from '../not-implemented-counts.ts'
import type { World } from '../world.ts'

/** Operations that were requested and are not simulated, by host, each with a form that gives it an answer. */
export function notSimulatedSection(world: World, most = Number.POSITIVE_INFINITY): Html {
  const requested = world.requests.notImplemented.list()
  const byHost = Map.groupBy(requested.slice(0, most), ({ host }) => host)
  return html`<section>
    <h2>Requested, not simulated</h2>
    ${
      requested.length === 0 &&
      html`<p class="soft">
        Nothing yet. An operation that a provider has and the sandbox does not is answered with 501, and
        listed here: then it can be given an answer.
      </p>`
    }
    ${[...byHost].map(
      ([host, operations]) =>
        html`<h3><code>${host}</code></h3>
          <ul>
            ${operations.map(operationItem)}
          </ul>`,
    )}
    ${
      requested.length > most &&
      html`<p class="soft">
        <a href="/_sandbox/?tab=not-simulated">And ${requested.length - most} more</a>
      </p>`
    }
  </section>`
}

function operationItem({ method, host, path, requested, count }: NotImplemented): Html {
  return html`<li>
    <details class="request">
      <summary title="The newest: ${requested}">
        <span class="method">${method}</span> <code>${withPaleNames(path)}</code>
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
  </li>`
}

/** Makes parameters paler, and lets a long path break before slashes. */
const withPaleNames = (path: string): Html[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => html`<wbr />/${part.startsWith('{') ? html`<i>${part}</i>` : part}`)
