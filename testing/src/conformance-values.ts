import {
  inputRequired,
  type CallToolResult,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server'

/* What the fixtures of the conformance suite share. */

export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
export const WAV = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA=='

export type Answer = CallToolResult | InputRequiredResult
export type Run = (called: ServerContext) => Answer | Promise<Answer>

export const text = (said: string): CallToolResult => ({ content: [{ type: 'text', text: said }] })
export const image = { type: 'image', data: PNG, mimeType: 'image/png' } as const

/** Asks the user of the client for these properties. */
export const ask = (
  message: string,
  properties: Record<string, object>,
  required = Object.keys(properties),
) =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties, required } as never,
  })
