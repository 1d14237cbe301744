import { html, type Html } from '../html.ts'
import type { Description } from './description.ts'
import { example } from './operation-section.ts'
import { prose } from './prose.ts'
import type { TaggedOperations } from './tagged-operations.ts'

/** What applies to all operations, and the list of them. */
export function introduction({ info, servers }: Description, tags: readonly TaggedOperations[]): Html {
  const server = servers[0]?.url ?? ''
  return html`<h1>The API of Letterlock</h1>
    <p class="lead">${prose(info.description)}</p>
    <div class="columns">
      <div>
        <h2>Authentication</h2>
        <p>
          Send a secret key of the workspace as <code>Authorization: Bearer llk_…</code>, from a server, never
          from a browser. Create one on the dashboard’s page <a href="/secret-keys">Secret keys</a>; each
          operation says which scope it needs. The first start wrote one with all scopes to
          <code>secret.key</code> in the data directory.
        </p>
        <h2>Lists</h2>
        <p>
          A list has <code>items</code> and <code>nextCursor</code>. Pass that as <code>cursor</code> for the
          next page; it is null on the last one.
        </p>
        <h2>Repeats</h2>
        <p>
          With an <code>Idempotency-Key</code>, a POST that is sent again within 24 hours gets the response of
          the first one, and is not done again.
        </p>
        <h2>Errors</h2>
        <p>
          An error is a problem (RFC 9457) with a stable <code>code</code>, a sentence, a next step and the ID
          of the request, which is also in <code>Letterlock-Request-Id</code>.
          <a href="/docs/errors">All errors</a>
        </p>
      </div>
      <div class="examples">
        ${example(
          'A first request',
          `curl '${server}/v1/connections' \\\n  -H "Authorization: Bearer $LETTERLOCK_SECRET_KEY"`,
        )}
        ${example(
          'The same in TypeScript',
          `import { Letterlock } from '@letterlock/sdk'\n\nconst letterlock = new Letterlock()\nconst connections = letterlock.connections.list()\nfor await (const { account, status } of connections)\n  console.log(account.name, status)`,
        )}
      </div>
    </div>
    <h2>All operations</h2>
    ${tags.map(operationTable)}`
}

function operationTable({ name, description, path, operations }: TaggedOperations): Html {
  return html`<section class="tag">
    <h3><a href="${path}">${name}</a></h3>
    <p class="soft">${description}</p>
    <ul class="operations">
      ${operations.map(
        ({ method, path: route, operation: { operationId, summary } }) =>
          html`<li>
            <a href="${path}#${operationId}">
              <span class="method ${method}">${method.toUpperCase()}</span> <code>${route}</code>
              <span class="soft">${summary}</span>
            </a>
          </li>`,
      )}
    </ul>
  </section>`
}
