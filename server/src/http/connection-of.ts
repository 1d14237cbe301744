import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

const NAMES_CONNECTION = z.object({ connectionId: z.string() })
const MOVES_FROM = z.object({ from: NAMES_CONNECTION })
const IS_CONNECTION = z.object({ id: z.string().startsWith('conn_') })

/** The connection that a request is about: the one in its path or in the `connectionId` of its body. An ID in any other text does not count. */
export function connectionOfRequest({
  params,
  body,
}: Pick<FastifyRequest, 'params' | 'body'>): string | null {
  for (const given of [params, body]) {
    const { data } = NAMES_CONNECTION.safeParse(given)
    if (data) return data.connectionId
  }
  return MOVES_FROM.safeParse(body).data?.from.connectionId ?? null
}

/** The connection that a response is about: the one that was used, or the one that the response is or names. */
export function connectionOfResponse(
  { callRecord }: Pick<FastifyRequest, 'callRecord'>,
  body: string,
): string | null {
  if (callRecord?.connectionId) return callRecord.connectionId
  const answer = readJson(body)
  return (
    NAMES_CONNECTION.safeParse(answer).data?.connectionId ?? IS_CONNECTION.safeParse(answer).data?.id ?? null
  )
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
