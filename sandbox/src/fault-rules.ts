import { FAULT_KINDS, type Fault } from './faults.ts'
import { html, type Html } from './html.ts'
import type { World } from './world.ts'

/** The rules by which requests fail, each with a button that removes it, and the form for a new one. */
export function faultSection({ faults }: World): Html {
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
    <details id="new-fault">
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

function ruleItem({ id, kind, method, host = 'any host', path = '', ...rule }: Fault): Html {
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
  return html`<li class="rule">
    <strong>${kind}</strong>
    <code class="soft">${method} ${host}${path}</code>
    <span class="soft">${facts.join(' · ')}</span>
    <form method="post">
      <input type="hidden" name="action" value="remove-fault" />
      <button name="id" value="${id}" aria-label="Remove the fault ${kind}">Remove</button>
    </form>
  </li>`
}

/** The rule that the form describes. undefined: it is none. */
export function readRule(form: Readonly<Record<string, string>>): Omit<Fault, 'id'> | undefined {
  const kind = FAULT_KINDS.find((one) => one === form['kind'])
  const text = (name: string): string | undefined => form[name]?.trim() || undefined
  const number = (name: string): number | undefined => {
    const value = text(name)
    return value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value)
  }
  const given = Object.entries({
    method: text('method')?.toUpperCase(),
    host: text('host'),
    path: text('path'),
    retryAfter: text('retryAfter'),
    body: text('body'),
    status: number('status'),
    delayMs: number('delayMs'),
    rate: number('rate'),
    remaining: number('remaining'),
  }).filter(([, value]) => value !== undefined)
  return kind && { kind, ...Object.fromEntries(given) }
}

export const isStatus = (status: number): boolean =>
  Number.isInteger(status) && status >= 200 && status <= 599

const LIMITS = [
  ['status', 'a number from 200 to 599', isStatus],
  ['remaining', 'a whole number from 1', (value: number) => Number.isInteger(value) && value >= 1],
  ['rate', 'a number from 0 to 1', (value: number) => value >= 0 && value <= 1],
  ['delayMs', 'a number from 0', (value: number) => value >= 0],
] as const

const TEXTS = ['host', 'path', 'method', 'retryAfter', 'body', 'contentType'] as const

/** What is wrong with a rule, as a sentence. undefined: nothing. */
export function problemOf(rule: Omit<Fault, 'id'>): string | undefined {
  for (const [name, what, fits] of LIMITS) {
    const value: unknown = rule[name]
    if (value !== undefined && !(typeof value === 'number' && fits(value)))
      return `"${name}" must be ${what}.`
  }
  const wrong = TEXTS.find((name) => rule[name] !== undefined && typeof rule[name] !== 'string')
  return wrong && `"${wrong}" must be a text.`
}
