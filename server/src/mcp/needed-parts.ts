import { membersOf } from './members-of.ts'

/** The parts that a server needs for one message. */
export interface NeededParts {
  /** Whether it needs the tool with this name. */
  readonly tool: (name: string) => boolean
  readonly prompts: boolean
  readonly resources: boolean
  readonly completions: boolean
}

const all = (): boolean => true
const NOTHING: NeededParts = { tool: () => false, prompts: false, resources: false, completions: false }

/**
 * A message without a session that is not a direct call (`direct-calls.ts`) gets a server of its own, with the parts that the message needs;
 * for an unknown message, with all parts.
 */
export function neededParts(message: unknown): NeededParts {
  const { method, params } = membersOf(message)
  if (method === 'tools/call') {
    const { name } = membersOf(params)
    return { ...NOTHING, tool: (one) => one === name }
  }
  if (method === 'tools/list') return { ...NOTHING, tool: all }
  if (typeof method === 'string' && method.startsWith('prompts/')) return { ...NOTHING, prompts: true }
  if (typeof method === 'string' && method.startsWith('resources/')) return { ...NOTHING, resources: true }
  if (method === 'subscriptions/listen') return NOTHING
  if (method === 'completion/complete') return { ...NOTHING, completions: true }
  return { tool: all, prompts: true, resources: true, completions: true }
}
