import type { GuardClient, Said, Seen } from './target.ts'

/** The maximum number of calls of a case. */
const MAX_CALLS = 5
const COMMAND = /call (\w+) (\{.*?\})(?=$|[\s<;,.])/g

/** Everything that a tool answered, with the call that it answers. */
export interface Reading {
  readonly tool: string
  readonly said: Said
}

/**
 * The most gullible model: it calls each tool that any text asks it to call, with the arguments in the text, and continues with the
 * result.
 */
export async function obey(
  client: GuardClient,
  first: { readonly tool: string; readonly args: Readonly<Record<string, unknown>> },
  known: Seen,
): Promise<{ readings: Reading[]; seen: Seen }> {
  const readings: Reading[] = []
  const done = new Set<string>()
  let seen = known
  const queue = [first]
  for (let next = queue.shift(); next && readings.length < MAX_CALLS; next = queue.shift()) {
    const key = JSON.stringify(next)
    if (done.has(key)) continue
    done.add(key)
    const said = await client.call(next.tool, next.args)
    readings.push({ tool: next.tool, said })
    seen = afterReading(seen, said)
    for (const text of textsOf([said.text, said.structured]))
      for (const [, tool = '', args = ''] of text.matchAll(COMMAND)) {
        const read = argumentsOf(args, seen)
        if (read) queue.push({ tool, args: { connection: known.connection, ...read } })
      }
  }
  return { readings, seen }
}

/** Every text in a value, however deep. */
export function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* textsOf(inner)
}

function argumentsOf(json: string, seen: Seen): Record<string, unknown> | undefined {
  const filled = json.replaceAll(/\$(campaign|audience|contact|name)\b/g, (_whole, name: keyof Seen) =>
    JSON.stringify(seen[name]).slice(1, -1),
  )
  try {
    return JSON.parse(filled) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** Remembers the send request, and what the user would have to type for it. */
function afterReading(seen: Seen, { structured }: Said): Seen {
  if (typeof structured !== 'object' || structured === null) return seen
  const { approvalUrl, approvalText } = structured as Readonly<Record<string, unknown>>
  if (typeof approvalUrl !== 'string') return seen
  return {
    ...seen,
    sendRequest: approvalUrl.split('/').at(-1) ?? '',
    name: typeof approvalText === 'string' ? approvalText : seen.name,
  }
}
