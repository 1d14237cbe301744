import { html, type Html } from '../html.ts'
import { curlExample } from './curl-example.ts'
import type { Description, DescribedOperation, Response } from './description.ts'
import { parameterList, schemaMembers } from './member-list.ts'
import { prose } from './prose.ts'
import type { Schemas } from './resolve-schema.ts'
import { typeInWords } from './type-in-words.ts'

/** An operation with its method and path. */
export interface RoutedOperation {
  /** In lower case, as in the description. */
  readonly method: string
  readonly path: string
  readonly operation: DescribedOperation
}

/** One operation: its description on the left, a request and its response on the right. */
export function operationSection(
  { method, path, operation }: RoutedOperation,
  description: Description,
): Html {
  const { operationId, summary, responses } = operation
  const { schemas } = description.components
  const curl = curlExample(description.servers[0]?.url ?? '', method, path, operation)
  const successes = Object.entries(responses).filter(([status]) => status < '400')
  return html`<section id="${operationId}" class="operation">
    <h2><a href="#${operationId}">${summary}</a></h2>
    ${route(method, path)}
    <div class="columns">
      <div>
        ${operation.description !== undefined && html`<p>${prose(operation.description)}</p>`}
        <p class="soft">${whoMayCall(operation)}</p>
        ${parameters(operation, schemas)} ${requestBody(operation, schemas)}
        ${successes.map(([status, response]) => responseMembers(status, response, schemas))}
        ${errors(responses)}
      </div>
      <div class="examples">
        ${curl !== null && example('Request', curl)}
        ${successes.map(([status, response]) => responseExample(status, response))}
      </div>
    </div>
  </section>`
}

const route = (method: string, path: string): Html =>
  html`<p class="route">
    <span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code>
  </p>`

export const example = (title: string, code: string): Html =>
  html`<figure>
    <figcaption>${title}</figcaption>
    <pre tabindex="0"><code>${code}</code></pre>
  </figure>`

function whoMayCall({ security }: DescribedOperation): Html {
  if (security.length === 0) return html`Needs neither a key nor a sign-in.`
  const scopes = security.find(({ secretKey }) => secretKey)?.['secretKey']
  if (!scopes) return html`For a user who is signed in, in the browser.`
  const key =
    scopes.length === 0
      ? html`With any secret key`
      : html`With a secret key that has the scope ${scopes.map((scope) => html`<code>${scope}</code>`)}`
  return security.some(({ session }) => session)
    ? html`${key}, or for a user who is signed in, in the browser.`
    : html`${key}.`
}

const PLACES = { path: 'Path', query: 'Query', header: 'Headers' } as const

function parameters({ parameters: all = [] }: DescribedOperation, schemas: Schemas): Html[] {
  return (['path', 'query', 'header'] as const).flatMap((place) => {
    const here = all.filter((parameter) => parameter.in === place)
    return here.length === 0 ? [] : [html`<h3>${PLACES[place]}</h3>`, parameterList(here, schemas)]
  })
}

function requestBody({ requestBody: body }: DescribedOperation, schemas: Schemas): Html | null {
  const schema = body?.content?.['application/json']?.schema
  return schema
    ? html`<h3>Body</h3>
        ${schemaMembers(schema, schemas, { depth: 1, marksRequired: true }) ?? html`<p>${typeInWords(schema, schemas)}</p>`}`
    : null
}

function responseMembers(status: string, { content = {} }: Response, schemas: Schemas): Html {
  const [type = 'no body', media] = Object.entries(content)[0] ?? []
  const members = media?.schema && schemaMembers(media.schema, schemas, { depth: 1, marksRequired: false })
  return members
    ? html`<details class="response">
        <summary><h3>Response ${status}</h3></summary>
        ${members}
      </details>`
    : html`<h3>Response ${status}</h3>
        <p class="soft">${type === '*/*' ? 'as the provider sends it' : type}</p>`
}

function responseExample(status: string, { content = {} }: Response): Html | null {
  const [, { example: value } = {}] = Object.entries(content)[0] ?? []
  if (value === undefined) return null
  return example(
    `Response ${status}`,
    typeof value === 'string' ? value : JSON.stringify(value, undefined, 2),
  )
}

function errors(responses: DescribedOperation['responses']): Html {
  const codes = Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.keys(content['application/problem+json']?.examples ?? {}).map((code) => ({ status, code })),
  )
  return html`<details>
    <summary><h3>Errors</h3></summary>
    <ul class="codes">
      ${codes.map(
        ({ status, code }) =>
          html`<li>
            <span class="status">${status}</span> <a href="/docs/errors#${code}"><code>${code}</code></a>
          </li>`,
      )}
    </ul>
  </details>`
}
