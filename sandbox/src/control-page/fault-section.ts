import { FAULT_KINDS, type Fault } from '../faults.ts'
import { html, type Html } from '../html.ts'
import type { World } from '../world.ts'
import { faultTitle, kindTitle } from './fault-title.ts'
import { icon } from './icons.ts'

/** The rules by which requests fail, each with a switch and a button that removes it, and the form for a new one. */
export function faultSection({ faults }: World, isOpen = false): Html {
  const rules = faults.list()
  return html`<section>
    <div class="title">
      <h2>Faults</h2>
      ${
        rules.length > 1 &&
        html`<form method="post">
          <button class="quiet" name="action" value="clear-faults">Remove all faults</button>
        </form>`
      }
    </div>
    ${rules.length === 0 && html`<p class="soft">None.</p>`}
    <ul class="rules">
      ${rules.map(ruleItem)}
    </ul>
    <details id="new-fault" ${isOpen && OPEN}>
      <summary>${icon('add')}Add a fault</summary>
      <form method="post" class="fields">
        <input type="hidden" name="action" value="fault" />
        <div class="field">
          <label for="kind">Fault</label>
          <select id="kind" name="kind">
            ${FAULT_KINDS.map((kind) => html`<option value="${kind}">${kindTitle(kind)}</option>`)}
          </select>
        </div>
        ${FIELDS.map(
          ([name, label, placeholder, kinds = '']) =>
            html`<div class="field ${kinds}">
              <label for="${name}">${label}</label>
              <input id="${name}" name="${name}" placeholder="${placeholder}" />
            </div>`,
        )}
        <div class="field wide has-body">
          <label for="body">Body</label>
          <textarea id="body" name="body" rows="3"></textarea>
        </div>
        <button class="main">Add fault</button>
      </form>
    </details>
  </section>`
}

const OPEN = html`open`

/** Name, label, placeholder, and a class by which the style hides it for other kinds. An empty field is omitted from the rule. */
const FIELDS: readonly (readonly [name: string, label: string, placeholder: string, kinds?: string])[] = [
  ['method', 'Method', 'any'],
  ['host', 'Host', 'any'],
  ['path', 'Path begins with', 'any, or /3.0/lists/{id}'],
  ['remaining', 'Number of requests', 'until removed'],
  ['rate', 'Share of requests, 0 to 1', '1'],
  ['status', 'Status', '503, or 200 for an answer', 'has-status'],
  ['retryAfter', 'Retry-After', 'none', 'has-retry'],
  ['delayMs', 'Delay in milliseconds', '1000, or no end', 'has-delay'],
]

function ruleItem(fault: Fault): Html {
  const { id, kind, method, host = 'any host', path = '', disabled, rate, remaining, retryAfter } = fault
  const title = faultTitle(fault)
  const facts = [
    retryAfter !== undefined && `Retry-After ${retryAfter}`,
    rate !== undefined && `${Math.round(rate * 100)} % of the requests`,
    remaining === undefined
      ? 'until removed'
      : remaining === 1
        ? '1 more request'
        : `${remaining} more requests`,
  ].filter((fact) => fact !== false)
  const isOn = disabled !== true
  return html`<li class="${isOn ? 'rule' : 'rule off'}">
    <strong title="${kind}">${title}</strong>
    <form method="post" class="acts">
      <button
        name="action"
        value="switch-fault"
        class="switch"
        role="switch"
        aria-checked="${String(isOn)}"
        aria-label="The fault ${title} applies"
      ></button>
      <button
        class="quiet bare"
        name="action"
        value="remove-fault"
        aria-label="Remove the fault ${title}"
        title="Remove"
      >
        ${icon('clear')}
      </button>
      <input type="hidden" name="id" value="${id}" />
    </form>
    <code class="soft">${method} ${host}${path}</code>
    <span class="soft">${isOn ? facts.join(' · ') : `off · ${facts.join(' · ')}`}</span>
  </li>`
}
