import { FAULT_KINDS, type Fault } from '../faults.ts'
import { html, type Html } from '../html.ts'
import type { World } from '../world.ts'

/** The rules by which requests fail, each with a switch and a button that removes it, and the form for a new one. */
export function faultSection({ faults }: World, isOpen = false): Html {
  const rules = faults.list()
  return html`<section>
    <h2>Faults</h2>
    ${rules.length === 0 && html`<p class="soft">None.</p>`}
    <ul>
      ${rules.map(ruleItem)}
    </ul>
    ${
      rules.length > 1 &&
      html`<form method="post">
        <button name="action" value="clear-faults">Remove all faults</button>
      </form>`
    }
    <details id="new-fault" ${isOpen && OPEN}>
      <summary>Add a fault</summary>
      <form method="post">
        <input type="hidden" name="action" value="fault" />
        <label for="kind">Fault</label>
        <select id="kind" name="kind">
          ${FAULT_KINDS.map((kind) => html`<option>${kind}</option>`)}
        </select>
        ${FIELDS.map(
          ([name, label, placeholder]) =>
            html`<label for="${name}">${label}</label>
              <input id="${name}" name="${name}" placeholder="${placeholder}" />`,
        )}
        <label for="body">Body, for “replaced_body” and “answer”</label>
        <textarea id="body" name="body" rows="3"></textarea>
        <button class="main">Add fault</button>
      </form>
    </details>
  </section>`
}

const OPEN = html`open`

/** Name, label, placeholder. An empty field is one that the rule does not have. */
const FIELDS = [
  ['method', 'Method', 'any'],
  ['host', 'Host', 'any'],
  ['path', 'Path begins with', 'any'],
  ['remaining', 'Number of requests', 'until removed'],
  ['rate', 'Share of the requests, from 0 to 1', '1'],
  ['status', 'Status, for “status” and “answer”', '503'],
  ['retryAfter', 'Retry-After, for “status”', 'none'],
  ['delayMs', 'Milliseconds, for “slow_body” and “timeout”', '1000'],
] as const

function ruleItem({ id, kind, method, host = 'any host', path = '', disabled, ...rule }: Fault): Html {
  const facts = [
    rule.status !== undefined && `status ${rule.status}`,
    rule.retryAfter !== undefined && `Retry-After ${rule.retryAfter}`,
    rule.delayMs !== undefined && `${rule.delayMs} ms`,
    rule.rate !== undefined && `${Math.round(rule.rate * 100)} % of the requests`,
    rule.remaining === undefined
      ? 'until removed'
      : rule.remaining === 1
        ? 'once more'
        : `${rule.remaining} more requests`,
  ].filter((fact) => fact !== false)
  const isOn = disabled !== true
  return html`<li class="${isOn ? 'rule' : 'rule off'}">
    <strong>${kind}</strong>
    <form method="post" class="acts">
      <button
        name="action"
        value="switch-fault"
        class="switch"
        role="switch"
        aria-checked="${String(isOn)}"
        aria-label="The fault ${kind} applies"
      ></button>
      <button name="action" value="remove-fault" aria-label="Remove the fault ${kind}">Remove</button>
      <input type="hidden" name="id" value="${id}" />
    </form>
    <code class="soft">${method} ${host}${path}</code>
    <span class="soft">${isOn ? facts.join(' · ') : `off · ${facts.join(' · ')}`}</span>
  </li>`
}
