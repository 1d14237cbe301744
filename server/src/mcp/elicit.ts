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

/** Something that only the person can answer; the tool is called again with what they said. */
export type Question = FormQuestion | LinkQuestion

interface FormQuestion {
  readonly kind: 'form'
  readonly message: string
  /** What is typed: one line. */
  readonly label: string
  readonly remember: unknown
}

interface LinkQuestion {
  readonly kind: 'link'
  readonly message: string
  /** Without any secret: the page asks who the person is. */
  readonly url: string
  readonly remember: unknown
}

/** The assistant's program, as far as it can ask the person who sits before it. */
export interface Client {
  readonly showsForms: boolean
  readonly opensLinks: boolean
  /** What was said to the question before; undefined: nothing was asked. */
  readonly answer: { readonly accepted: boolean; readonly typed: string } | undefined
  /** What the tool wanted to be reminded of; signed by us, and bound to caller and tool. */
  readonly remembered: unknown
}

const ANSWER = 'answer'
const typedAnswer = z.object({ typed: z.string().max(1000) })

/** What is remembered of one tool is nothing to another. */
export interface Remembered {
  readonly tool: string
  readonly what: unknown
}

/** What the client says in a call that it can; in a session it has said so before. */
export function capabilitiesOf({ mcpReq }: ServerContext): ClientCapabilities | undefined {
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {}
  return envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined
}

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
    // Before there were modes, an empty capability meant forms.
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

export function isQuestion(answer: object): answer is Question {
  return 'kind' in answer
}

export function asInputRequired(question: Question, requestState: string): InputRequiredResult {
  const { message } = question
  if (question.kind === 'link')
    return inputRequired({
      inputRequests: { [ANSWER]: inputRequired.elicitUrl({ message, url: question.url }) },
      requestState,
    })
  const requestedSchema = z.object({ typed: z.string().max(1000).describe(question.label) })
  return inputRequired({
    inputRequests: { [ANSWER]: inputRequired.elicit({ message, requestedSchema }) },
    requestState,
  })
}
