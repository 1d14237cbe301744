import {
  acceptedContent,
  inputRequired,
  inputResponse,
  type ClientCapabilities,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import { ask, text, type Answer, type Run } from './conformance-values.ts'

const capabilitiesIn = ({ mcpReq }: ServerContext): ClientCapabilities =>
  ((mcpReq.envelope ?? {}) as Record<string, unknown>)[
    'io.modelcontextprotocol/clientCapabilities'
  ] as ClientCapabilities

export interface StateCodec {
  mint(payload: unknown, called: ServerContext): Promise<string>
}

const NAME = { name: { type: 'string' } }
const sampled = (question: string, maxTokens: number) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: question } }],
    maxTokens,
  })

/** Tools that keep their state with the client between two steps. */
function rememberingTools(remember: StateCodec): Readonly<Record<string, Run>> {
  const confirm = async (called: ServerContext, what: string): Promise<Answer> => {
    if (called.mcpReq.requestState() !== undefined) return text(`${what} state-ok`)
    return inputRequired({
      inputRequests: { confirm: ask('Please confirm', { ok: { type: 'boolean' } }) },
      requestState: await remember.mint({ what }, called),
    })
  }
  return {
    test_input_required_result_request_state: (called) => confirm(called, 'request'),
    test_input_required_result_tampered_state: (called) => confirm(called, 'tampered'),
    async test_input_required_result_multiple_inputs(called) {
      if (called.mcpReq.requestState() !== undefined)
        return text(Object.keys(called.mcpReq.inputResponses ?? {}).join(', '))
      return inputRequired({
        inputRequests: {
          user_name: ask('What is your name?', NAME),
          greeting: sampled('Generate a greeting', 50),
          client_roots: inputRequired.listRoots(),
        },
        requestState: await remember.mint({ many: true }, called),
      })
    },
    async test_input_required_result_multi_round(called) {
      const { round } = called.mcpReq.requestState<{ round: number }>() ?? { round: 0 }
      if (round === 2) return text('Thank you for name and color')
      const question =
        round === 0
          ? { step1: ask('Step 1: What is your name?', NAME) }
          : { step2: ask('Step 2: What is your favorite color?', { color: { type: 'string' } }) }
      const requestState = await remember.mint({ round: round + 1 }, called)
      return inputRequired({ inputRequests: question, requestState })
    },
  }
}

/** Tools with several steps, in which the client is asked. */
export function askingTools(remember: StateCodec): Readonly<Record<string, Run>> {
  return {
    test_input_required_result_elicitation({ mcpReq }) {
      const given = acceptedContent(mcpReq.inputResponses, 'user_name', z.object({ name: z.string() }))
      if (given) return text(`Hello, ${given.name}!`)
      return inputRequired({ inputRequests: { user_name: ask('What is your name?', NAME) } })
    },
    test_input_required_result_sampling({ mcpReq }) {
      const given = inputResponse(mcpReq.inputResponses, 'capital_question')
      if (given.kind === 'sampling') return text(JSON.stringify(given.result.content))
      const question = sampled('What is the capital of France?', 100)
      return inputRequired({ inputRequests: { capital_question: question } })
    },
    test_input_required_result_list_roots({ mcpReq }) {
      const given = inputResponse(mcpReq.inputResponses, 'client_roots')
      if (given.kind === 'roots') return text(given.roots.map(({ uri }) => uri).join(', '))
      return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } })
    },
    ...rememberingTools(remember),
    test_input_required_result_capabilities(called) {
      const { elicitation, sampling } = capabilitiesIn(called)
      return inputRequired({
        inputRequests: {
          ...(elicitation && { name: ask('What is your name?', NAME) }),
          ...(sampling && { greeting: sampled('Generate a greeting', 50) }),
        },
        requestState: 'nothing',
      })
    },
    // Only some clients can sample; the protocol rejects the others.
    test_missing_capability: () => inputRequired({ inputRequests: { greeting: sampled('Hello', 50) } }),
    test_streaming_elicitation: () =>
      inputRequired({ inputRequests: { user_name: ask('What is your name?', NAME) } }),
  }
}
