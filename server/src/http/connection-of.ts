import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

const named = z.object({ connectionId: z.string() })
const namedIn = z.object({ from: named })
const connection = z.object({ id: z.string().startsWith('conn_') })

/** The connection that a request is about: the one in its path, or in the member of its body for it. Other texts name none. */
export function connectionOfRequest({
  params,
  body,
}: Pick<FastifyRequest, 'params' | 'body'>): string | null {
  for (const given of [params, body]) {
    const { data } = named.safeParse(given)
    if (data) return data.connectionId
  }
  return namedIn.safeParse(body).data?.from.connectionId ?? null
}

/** The connection that a response is about: the one that was used, or the one that it is or names. */
export function connectionOfResponse(
  { callRecord }: Pick<FastifyRequest, 'callRecord'>,
  body: string,
): string | null {
  if (callRecord?.connectionId) return callRecord.connectionId
  const answer = readJson(body)
  return named.safeParse(answer).data?.connectionId ?? connection.safeParse(answer).data?.id ?? null
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
