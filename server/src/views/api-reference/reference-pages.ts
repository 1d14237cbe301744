import { html, type Html } from '../html.ts'
import type { Description, Problem } from './description.ts'
import { introduction } from './introduction.ts'
import { schemaMembers } from './member-list.ts'
import { operationSection } from './operation-section.ts'
import { prose } from './prose.ts'
import { resolveSchema } from './resolve-schema.ts'
import type { ReferencePage } from './reference-frame.ts'
import { taggedOperations, type TaggedOperations } from './tagged-operations.ts'

/** All pages of the reference at `/docs`: an introduction, one page per tag, then events and errors. */
export function referencePages(description: Description): ReferencePage[] {
  const tags = taggedOperations(description)
  return [
    { path: '/docs', title: 'Introduction', sections: [], body: () => introduction(description, tags) },
    ...tags.map((tag) => tagPage(tag, description)),
    eventsPage(description),
    errorsPage(description),
  ]
}

function tagPage(
  { name, description: sentence, path, operations }: TaggedOperations,
  description: Description,
) {
  return {
    path,
    title: name,
    sections: operations.map(({ operation }) => [operation.operationId, operation.summary] as const),
    body: (): Html =>
      html`<h1>${name}</h1>
        <p class="lead">${sentence}</p>
        ${operations.map((one) => operationSection(one, description))}`,
  }
}

function eventsPage({ webhooks, components: { schemas } }: Description): ReferencePage {
  const options = { depth: 1, marksRequired: false }
  const events = Object.entries(webhooks).flatMap(([type, { post }]) => {
    const { schema } = post?.requestBody?.content?.['application/json'] ?? {}
    const { data, ...envelope } = (schema && resolveSchema(schema, schemas).properties) ?? {}
    return data ? [{ type, sentence: post?.description ?? '', data, envelope }] : []
  })
  return {
    path: '/docs/webhook-events',
    title: 'Webhook events',
    sections: [],
    body: () =>
      html`<h1>Webhook events</h1>
        <p class="lead">
          Each is a POST to your webhook endpoints, signed as Standard Webhooks says.
          <code>GET /v1/events</code> lists the same.
        </p>
        <details>
          <summary>Members of every event</summary>
          ${schemaMembers({ properties: events[0]?.envelope ?? {} }, schemas, options)}
        </details>
        <dl class="members entries">
          ${events.map(
            ({ type, sentence, data }) =>
              html`<div id="${type}">
                <dt><code>${type}</code></dt>
                <dd>
                  <p>${prose(sentence)}</p>
                  <details>
                    <summary>Members of <code>data</code></summary>
                    ${schemaMembers(data, schemas, options)}
                  </details>
                </dd>
              </div>`,
          )}
        </dl>`,
  }
}

function errorsPage({ components: { examples } }: Description): ReferencePage {
  const problems = Object.values(examples).map(({ value }) => value)
  return {
    path: '/docs/errors',
    title: 'Errors',
    sections: [],
    body: () =>
      html`<h1>Errors</h1>
        <p class="lead">
          The code of an error never changes. Its sentence and its next step are for users. In braces is what
          differs each time.
        </p>
        <dl class="members entries">
          ${problems.toSorted((one, other) => one.code.localeCompare(other.code)).map(problemEntry)}
        </dl>`,
  }
}

const problemEntry = ({ code, status, title, detail, nextStep }: Problem): Html =>
  html`<div id="${code}">
    <dt><code>${code}</code> <span class="type">${status}, ${title}</span></dt>
    <dd>
      <p>${prose(detail)}</p>
      ${nextStep !== undefined && html`<p class="soft">${prose(nextStep)}</p>`}
    </dd>
  </div>`
