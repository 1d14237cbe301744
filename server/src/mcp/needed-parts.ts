import { membersOf } from './members-of.ts'

/** What a server needs to answer one message. */
export interface NeededParts {
  /** Whether it needs the tool with this name. */
  readonly tool: (name: string) => boolean
  readonly prompts: boolean
  readonly resources: boolean
}

const all = (): boolean => true
const none = (): boolean => false

/** A server is made for each message without a session, so it is made of what the message asks for; for anything unusual, of everything. */
export function neededParts(message: unknown): NeededParts {
  const { method, params } = membersOf(message)
  if (method === 'tools/call') {
    const { name } = membersOf(params)
    return { tool: (one) => one === name, prompts: false, resources: false }
  }
  if (method === 'tools/list') return { tool: all, prompts: false, resources: false }
  if (typeof method === 'string' && method.startsWith('prompts/'))
    return { tool: none, prompts: true, resources: false }
  if (typeof method === 'string' && method.startsWith('resources/'))
    return { tool: none, prompts: false, resources: true }
  return { tool: all, prompts: true, resources: true }
}
