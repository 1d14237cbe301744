import { MAX_APPROVAL_TEXT_LENGTH } from '../kernel/limits.ts'
import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  inputResponse,
  type ClientCapabilities,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'

/** A question that only the user can answer. The tool is called again with the answer. */
export type Question = FormQuestion | LinkQuestion

interface FormQuestion {
  readonly kind: 'form'
  readonly message: string
  /** The label of the only input. */
  readonly label: string
  readonly remember: unknown
}

interface LinkQuestion {
  readonly kind: 'link'
  readonly message: string
  /** The URL has no secret: the page signs the user in. */
  readonly url: string
  readonly remember: unknown
}

/** What the MCP client can ask its user, and what it has answered. */
export interface Client {
  readonly showsForms: boolean
  readonly opensLinks: boolean
  /** The answer to the previous question; undefined if there was none. */
  readonly answer: { readonly accepted: boolean; readonly typed: string } | undefined
  /** The tool's state from before the question; signed, and bound to principal and tool. */
  readonly remembered: unknown
}

const ANSWER = 'answer'
const typedAnswer = z.object({ typed: z.string().max(MAX_APPROVAL_TEXT_LENGTH) })

/** The state of a tool, which no other tool can read. */
export interface Remembered {
  readonly tool: string
  readonly what: unknown
}

/** The client's capabilities, if the call carries them; in a session they were sent at initialization. */
export function capabilitiesOf({ mcpReq }: ServerContext): ClientCapabilities | undefined {
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {}
  return envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined
}

/**
 * What the client of a call can ask its user, and what it has answered.
 * @param tool the tool that is called: the state of another one is not read
 */
export function clientOf(
  { mcpReq }: ServerContext,
  tool: string,
  { elicitation }: ClientCapabilities = {},
): Client {
  const state = mcpReq.requestState<Remembered>()
  const given = inputResponse(mcpReq.inputResponses, ANSWER)
  const accepted = acceptedContent(mcpReq.inputResponses, ANSWER)
  const typed = typedAnswer.safeParse(accepted)
  return {
    // Before the 2025-11-25 revision, an empty capability meant forms.
    showsForms:
      elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined),
    opensLinks: elicitation?.url !== undefined,
    answer:
      given.kind === 'missing'
        ? undefined
        : {
            accepted: given.kind === 'elicit' && given.action === 'accept',
            typed: typed.success ? typed.data.typed : '',
          },
    remembered: state?.tool === tool ? state.what : undefined,
  }
}

/** Whether a tool asks the user instead of answering. */
export function isQuestion(answer: object): answer is Question {
  return 'kind' in answer
}

/** A question as a result that asks the client to call again with the answer. */
export function asInputRequired(question: Question, requestState: string): InputRequiredResult {
  const { message } = question
  if (question.kind === 'link')
    return inputRequired({
      inputRequests: { [ANSWER]: inputRequired.elicitUrl({ message, url: question.url }) },
      requestState,
    })
  const requestedSchema = z.object({
    typed: z.string().max(MAX_APPROVAL_TEXT_LENGTH).describe(question.label),
  })
  return inputRequired({
    inputRequests: { [ANSWER]: inputRequired.elicit({ message, requestedSchema }) },
    requestState,
  })
}
